// Judges what is too large to be judged within a frame of the page, with the
// page's own module. Answers once all that was ordered meanwhile is taken.

import { Judge, initSync } from "../pkg/peerlab_web.js";

let judge;
let isDue = false;

const answer = () => {
  isDue = false;
  postMessage(judge.answer());
};

onmessage = ({ data }) => {
  if (!judge) {
    initSync({ module: data });
    judge = new Judge();
    return;
  }
  judge.take(data);
  if (!isDue) {
    isDue = true;
    setTimeout(answer);
  }
};
