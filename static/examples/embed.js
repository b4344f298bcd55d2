// Gives the frame scenarios and lists what it says of them. `?peerlab=` in the
// address names a Peerlab elsewhere; else it is the one that this page is of.

const VERSION = 1;

const given = new URLSearchParams(location.search).get("peerlab") ?? "../../";
const peerlab = new URL(given, location.href);
const frame = document.getElementById("peerlab");
const said = document.getElementById("said");

const two = (cidr) => ({
  name: "Two VPCs",
  vpcs: [
    { id: "vpc-a", name: "Shop" },
    { id: "vpc-b", name: "Data" },
  ],
  private_networks: [
    { id: "pn-a", vpc_id: "vpc-a", subnets: ["10.0.0.0/22"] },
    { id: "pn-b", vpc_id: "vpc-b", subnets: [cidr] },
  ],
  vpc_connectors: [
    { id: "a-to-b", vpc_id: "vpc-a", target_vpc_id: "vpc-b" },
    { id: "b-to-a", vpc_id: "vpc-b", target_vpc_id: "vpc-a" },
  ],
});

const load = (scenario, view) =>
  frame.contentWindow.postMessage(
    { peerlab: VERSION, type: "load", scenario, view },
    peerlab.origin,
  );

const say = (sentences) =>
  said.replaceChildren(
    ...sentences.map((sentence) => {
      const item = document.createElement("li");
      item.textContent = sentence;
      return item;
    }),
  );

addEventListener("message", ({ source, origin, data }) => {
  if (source !== frame.contentWindow || origin !== peerlab.origin) return;
  if (data?.peerlab !== VERSION) return;
  if (data.type === "ready") {
    load(two("10.0.4.0/22"), false);
  } else if (data.type === "resize") {
    frame.height = Math.min(data.height, 640);
  } else if (data.type === "report") {
    const { connectors, diagnostics } = data.report;
    say([
      ...connectors.map(({ id, status }) => `${id} is ${status}`),
      ...diagnostics.map(({ severity, message }) => `${severity}: ${message}`),
    ]);
  } else if (data.type === "error") {
    say([`refused: ${data.message}`]);
  }
});

document.getElementById("peered").onclick = () => load(two("10.0.4.0/22"), false);
document.getElementById("conflict").onclick = () => load(two("10.0.0.0/24"), true);

if (/^https?:$/.test(peerlab.protocol)) {
  frame.src = new URL("#embed", peerlab);
}
