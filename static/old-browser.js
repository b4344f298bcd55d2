// Run only by browsers that know no modules, hence in the language they speak.
(function () {
  var status = document.getElementById("boot-status");
  if (status) {
    status.textContent = "This browser is too old for Peerlab. Use a current version of Firefox, Chrome, Edge or Safari.";
    status.setAttribute("role", "alert");
  }
})();
