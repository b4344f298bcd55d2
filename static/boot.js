// Starts the page, or says in its place why it could not be started.

const say = (sentence) => {
  const status = document.getElementById("boot-status");
  if (status) {
    status.textContent = sentence;
    status.setAttribute("role", "alert");
  }
};

const reason = (error) => {
  if (typeof WebAssembly !== "object") {
    return "This browser cannot run WebAssembly, or it is switched off. Peerlab needs it: use a current version of Firefox, Chrome, Edge or Safari.";
  }
  if (error instanceof WebAssembly.CompileError) {
    return "This browser is too old for Peerlab. Use a current version of Firefox, Chrome, Edge or Safari.";
  }
  if (error instanceof WebAssembly.RuntimeError) {
    return "Peerlab stopped while it was starting, which is a defect in it. Reload the page to try again.";
  }
  return "Peerlab could not be loaded. Check the connection and reload the page.";
};

try {
  const { default: start } = await import("../pkg/peerlab_web.js");
  await start();
} catch (error) {
  console.error(error);
  say(reason(error));
}
