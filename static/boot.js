// Draws the first picture, then starts the page, or says in its place why it
// could not be started.

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

// Shows what the page is going to show, while the page is still being fetched.
// It is drawn by a small module of its own. Answers once the page may be fetched.
const firstPicture = async () => {
  const { default: load, picture } = await import("../pkg/peerlab_first.js");
  await load();
  performance.mark("peerlab.first");
  const boot = document.querySelector(".boot");
  // After the page's own fetching has begun.
  setTimeout(() => {
    const theme = document.documentElement.dataset.theme ?? "";
    const svg = picture(location.hash, kept(), theme);
    if (!svg || !boot.isConnected) {
      return;
    }
    const image = new Image();
    // The page that takes its place tells what is in it.
    image.alt = "";
    image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    image.onload = () => URL.revokeObjectURL(image.src);
    boot.append(image);
  });
};

// What the browser keeps of scenarios: keys and their texts, by turns.
const kept = () => {
  try {
    return Object.entries(localStorage)
      .filter(([key]) => key.startsWith("peerlab.work."))
      .flat();
  } catch {
    // Storage is refused in some private windows.
    return [];
  }
};

try {
  await firstPicture();
} catch (error) {
  // The page starts without it, or says what is wrong.
  console.warn(error);
}

try {
  const { default: start } = await import("../pkg/peerlab_web.js");
  await start();
} catch (error) {
  console.error(error);
  say(reason(error));
}
