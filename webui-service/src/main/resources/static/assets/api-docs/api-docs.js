/** Shows the description of the API. What is tried out is asked in the name of the session, unless a key is given. */

const session = await (await fetch("/session", { cache: "no-store" })).json();

/** One document each: backend-api describes speech and voices, the gateway describes people and keys. */
const show = (place, url) => SwaggerUIBundle({
  dom_id: place,
  url,
  // Two documents on a page can't share its fragment.
  deepLinking: place === "#api-docs",
  // Both would ask other origins.
  validatorUrl: null,
  queryConfigEnabled: false,
  requestInterceptor: (request) => {
    if (!["GET", "HEAD"].includes((request.method ?? "GET").toUpperCase())) {
      request.headers[session.csrf.header] = session.csrf.token;
    }
    return request;
  },
});

show("#api-docs", "/api/v1/openapi.json");
show("#access-docs", "/api/v1/access/openapi.yaml");
