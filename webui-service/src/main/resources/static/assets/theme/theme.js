// Runs before the first paint, as a classic script, so that no page flashes in the wrong theme or language.
(() => {
  const root = document.documentElement;
  const theme = localStorage.getItem("cosymesh.theme");
  if (theme === "light" || theme === "dark") {
    root.dataset.theme = theme;
  }
  const wanted = localStorage.getItem("cosymesh.language") ?? navigator.language;
  root.lang = wanted.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
})();
