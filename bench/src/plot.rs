//! A plot of growth: both axes on scales of logarithms, so that time in
//! proportion is a straight line of one slope.

use std::fmt::Write;

use crate::growth::Series;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 460.0;
/// Room for the words at each side: left, top, right, bottom.
const ROOM: [f64; 4] = [72.0, 24.0, 176.0, 52.0];

/// A colour for each line, told apart by the words at its end as well.
const COLOURS: [&str; 5] = ["#6b21c8", "#0f766e", "#b45309", "#be123c", "#1d4ed8"];

/// What the axes go from and to, in powers of ten.
struct Axes {
    sizes: [i32; 2],
    seconds: [i32; 2],
}

impl Axes {
    fn of(all: &[Series]) -> Self {
        let points = || all.iter().flat_map(|series| &series.points);
        let span = |values: Vec<f64>| {
            let low = values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = values.iter().copied().fold(0.0, f64::max);
            [low.log10().floor() as i32, high.log10().ceil() as i32]
        };
        Self {
            sizes: span(points().map(|point| point.size as f64).collect()),
            seconds: span(points().map(|point| point.took.as_secs_f64()).collect()),
        }
    }

    fn x(&self, power: f64) -> f64 {
        let [low, high] = self.sizes.map(f64::from);
        let [left, _, right, _] = ROOM;
        left + (power - low) / (high - low) * (WIDTH - left - right)
    }

    fn y(&self, power: f64) -> f64 {
        let [low, high] = self.seconds.map(f64::from);
        let [_, top, _, bottom] = ROOM;
        HEIGHT - bottom - (power - low) / (high - low) * (HEIGHT - top - bottom)
    }
}

/// Draws a line for each series.
pub fn svg(all: &[Series]) -> String {
    let axes = Axes::of(all);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"system-ui, sans-serif\" font-size=\"12\">\n\
         <title>Time against size</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    grid(&mut text, &axes);
    proportion(&mut text, &axes);
    let mut ends = Vec::new();
    for (series, colour) in all.iter().zip(COLOURS.iter().cycle()) {
        let spots: Vec<(f64, f64)> = series
            .points
            .iter()
            .map(|point| {
                let x = axes.x((point.size as f64).log10());
                (x, axes.y(point.took.as_secs_f64().log10()))
            })
            .collect();
        let line: Vec<String> = spots
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        let _ = writeln!(
            text,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            line.join(" ")
        );
        for (x, y) in &spots {
            let _ = writeln!(
                text,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>"
            );
        }
        ends.extend(spots.last().map(|&(x, y)| (x, y, series, colour)));
    }
    labels(&mut text, ends);
    text + "</svg>\n"
}

/// Names each line beside the plot, in the order of their ends, which a thin line
/// leads to.
fn labels(text: &mut String, mut ends: Vec<(f64, f64, &Series, &&str)>) {
    ends.sort_by(|a, b| a.1.total_cmp(&b.1));
    let edge = WIDTH - ROOM[2];
    let mut free = 0.0_f64;
    for (x, y, series, colour) in ends {
        let at = y.max(free);
        free = at + 18.0;
        let _ = writeln!(
            text,
            "<path d=\"M{:.1} {y:.1}L{:.1} {at:.1}\" fill=\"none\" stroke=\"{colour}\" \
             stroke-opacity=\"0.4\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" fill=\"{colour}\">{}, n^{:.2}</text>",
            x + 5.0,
            edge + 8.0,
            edge + 12.0,
            at + 4.0,
            series.name,
            series.exponent()
        );
    }
}

fn grid(text: &mut String, axes: &Axes) {
    let [left, top, right, bottom] = ROOM;
    for power in axes.sizes[0]..=axes.sizes[1] {
        let x = axes.x(f64::from(power));
        let _ = writeln!(
            text,
            "<path d=\"M{x:.1} {top}V{:.1}\" stroke=\"#e4e4ea\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#55556a\">{}</text>",
            HEIGHT - bottom,
            HEIGHT - bottom + 18.0,
            crate::report::grouped(10_usize.pow(power.unsigned_abs()))
        );
    }
    for power in axes.seconds[0]..=axes.seconds[1] {
        let y = axes.y(f64::from(power));
        let told = match power {
            0.. => format!("{} s", 10_i32.pow(power.unsigned_abs())),
            -3..0 => format!("{} ms", 10_i32.pow((power + 3).unsigned_abs())),
            _ => format!("{} µs", 10_f64.powi(power + 6)),
        };
        let _ = writeln!(
            text,
            "<path d=\"M{left} {y:.1}H{:.1}\" stroke=\"#e4e4ea\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#55556a\">{told}</text>",
            WIDTH - right,
            left - 8.0,
            y + 4.0
        );
    }
    let _ = writeln!(
        text,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#1b1b24\">\
         size: what is asked about, and what is answered</text>",
        f64::midpoint(left, WIDTH - right),
        HEIGHT - 10.0
    );
}

/// Draws the slope of time in proportion, from corner to side.
fn proportion(text: &mut String, axes: &Axes) {
    let powers = (axes.sizes[1] - axes.sizes[0]).min(axes.seconds[1] - axes.seconds[0]);
    let (x, y) = (f64::from(axes.sizes[0]), f64::from(axes.seconds[0]));
    let powers = f64::from(powers);
    let _ = writeln!(
        text,
        "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"#8a8a99\" stroke-dasharray=\"4 4\"/>",
        axes.x(x),
        axes.y(y),
        axes.x(x + powers),
        axes.y(y + powers)
    );
}
