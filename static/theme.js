// Runs before anything is painted, so that a chosen theme never flashes the
// other one. Without a choice the page follows the system.
(() => {
  try {
    const theme = localStorage.getItem("peerlab.theme");
    if (theme === "light" || theme === "dark") {
      document.documentElement.dataset.theme = theme;
    }
  } catch {
    // Storage is refused in some private windows: the system's theme it is.
  }
})();
