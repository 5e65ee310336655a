import { loadLanguage, onLanguage, otherLanguage, setLanguage, t } from "../i18n/i18n.js";

const form = document.querySelector("#signin");
const error = document.querySelector("#error");
const submit = form.querySelector("[type=submit]");

function paint() {
  document.querySelectorAll("[data-text]").forEach((element) => {
    element.textContent = t(element.dataset.text);
  });
  document.querySelectorAll("[data-elsewhere]").forEach((link) => {
    link.textContent = t("signin.elsewhere", { name: link.dataset.elsewhere });
  });
  document.title = `${t("signin.title")} · CosyMesh`;
  document.querySelector("#language span").textContent = otherLanguage().name;
}

function show(message) {
  error.textContent = message;
  error.hidden = !message;
  form.password.setAttribute("aria-invalid", String(Boolean(message)));
}

// Other sites to sign in at, where the gateway takes their word.
async function offerElsewhere() {
  const { elsewhere } = await (await fetch("/signin/options", { cache: "no-store" })).json();
  const place = document.querySelector("#elsewhere");
  place.replaceChildren(...elsewhere.map(({ name, path }) => {
    const link = document.createElement("a");
    link.className = "button signin-submit";
    link.href = path;
    link.dataset.elsewhere = name;
    link.dataset.testid = "signin-elsewhere";
    return link;
  }));
  place.hidden = elsewhere.length === 0;
}

// What the other site's answer came to, when it wasn't a session.
function messageOfReturn() {
  switch (new URLSearchParams(location.search).get("oidc")) {
    case "norole":
      return t("signin.elsewhereNoRole");
    case "failed":
      return t("signin.elsewhereFailed");
    default:
      return "";
  }
}

async function messageOf(response) {
  switch (response.status) {
    case 401:
      return t("signin.wrong");
    case 429:
      return t("signin.throttled", { seconds: response.headers.get("Retry-After") ?? "60" });
    default:
      return t("problem.unexpected", { status: response.status });
  }
}

async function signIn(event) {
  event.preventDefault();
  if (!form.password.value || !form.username.value) {
    show(t("signin.missing"));
    (form.username.value ? form.password : form.username).focus();
    return;
  }
  show("");
  submit.disabled = true;
  try {
    const response = await fetch("/session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ username: form.username.value, password: form.password.value }),
    });
    if (response.ok) {
      location.replace("/");
      return;
    }
    show(await messageOf(response));
    form.password.select();
  } catch {
    show(t("problem.offline"));
  } finally {
    submit.disabled = false;
  }
}

await loadLanguage();
onLanguage(paint);
paint();
form.addEventListener("submit", signIn);
document.querySelector("#language").addEventListener("click", () => setLanguage(otherLanguage().tag));
// Until here a click would have sent the form the browser's own way, to nowhere.
submit.disabled = false;
show(messageOfReturn());
await offerElsewhere().catch(() => {});
paint();
