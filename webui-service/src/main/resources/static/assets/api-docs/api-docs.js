/** Shows the description of the API. What is tried out is asked in the name of the session, unless a key is given. */

const session = await (await fetch("/session", { cache: "no-store" })).json();

SwaggerUIBundle({
  dom_id: "#api-docs",
  url: "/api/v1/openapi.json",
  deepLinking: true,
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
