// Light or dark: what the reader chose, else what the system prefers. Storage is refused in a sandboxed frame.

const theme = (() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = byId("theme");
  const listeners = [];
  let chosen = remembered();

  function remembered() {
    try { return localStorage.getItem("theme"); } catch { return null; }
  }
  function current() { return chosen ?? (system.matches ? "dark" : "light"); }
  function apply(name = current()) {
    document.documentElement.dataset.theme = name;
    button.textContent = name === "dark" ? "Light" : "Dark";
    button.setAttribute("aria-label", name === "dark" ? "Switch to light colours" : "Switch to dark colours");
    listeners.forEach((listener) => listener());
  }

  button.addEventListener("click", () => {
    chosen = current() === "dark" ? "light" : "dark";
    try { localStorage.setItem("theme", chosen); } catch { /* not kept */ }
    apply();
  });
  system.addEventListener("change", () => apply());
  addEventListener("beforeprint", () => apply("light"));
  addEventListener("afterprint", () => apply());
  apply();
  return { onChange: (listener) => listeners.push(listener) };
})();
