// The theme as a person chose it; "system" is the absence of a choice.

const CHOICES = ["system", "light", "dark"];
const KEY = "cosymesh.theme";

export function theme() {
  return document.documentElement.dataset.theme ?? "system";
}

export function nextTheme() {
  return CHOICES[(CHOICES.indexOf(theme()) + 1) % CHOICES.length];
}

export function setTheme(choice) {
  if (choice === "system") {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem(KEY);
  } else {
    document.documentElement.dataset.theme = choice;
    localStorage.setItem(KEY, choice);
  }
}
