"use strict";

// The token is kept in this variable only: not in storage, not in the address.
let token = "";

function say(text) {
  document.getElementById("said").textContent = text;
}

function withToken(request) {
  if (token !== "") {
    request.headers = { ...request.headers, Authorization: "Bearer " + token };
  }
  return request;
}

async function load() {
  const answer = await fetch("openapi/opencue.json", withToken({ cache: "no-store" }));
  const document = await answer.json();
  if (!answer.ok) {
    say(answer.status + ": " + document.error);
    return;
  }
  // "Try it out" goes to where this page came from, also behind a proxy.
  document.servers = [{ url: new URL(".", window.location.href).href.replace(/\/$/, "") }];
  say("Calls from this page are made with the token above.");
  window.SwaggerUIBundle({
    spec: document,
    dom_id: "#api",
    validatorUrl: null,
    requestInterceptor: withToken,
  });
}

document.getElementById("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  token = document.getElementById("token").value.trim();
  load().catch(() => say("The gateway cannot be reached."));
});
