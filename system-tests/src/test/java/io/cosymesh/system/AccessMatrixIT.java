package io.cosymesh.system;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every described route, asked by everybody whom it has to send away: each with the one
 * status that is documented, and without a word of what it keeps.
 */
@Order(5)
@ExtendWith(StackExtension.class)
class AccessMatrixIT {

	private static final String SECRET = "The victim's own words";

	/** Routes of the gateway itself, which backend-api's description leaves out. */
	private static final List<Route> OF_THE_GATEWAY = List.of(new Route("GET", "/api/v1/keys"),
			new Route("POST", "/api/v1/keys"), new Route("GET", "/api/v1/keys/{id}"),
			new Route("DELETE", "/api/v1/keys/{id}"), new Route("POST", "/api/v1/keys/{id}/rotate"),
			new Route("GET", "/api/v1/users"), new Route("POST", "/api/v1/users"),
			new Route("GET", "/api/v1/users/{name}"), new Route("PATCH", "/api/v1/users/{name}"),
			new Route("DELETE", "/api/v1/users/{name}"), new Route("POST", "/api/v1/users/me/password"),
			new Route("GET", "/api/v1/audit"), new Route("POST", "/api/v1/snapshots"), new Route("GET", "/session"),
			new Route("DELETE", "/session"), new Route("GET", "/api/v1/mesh-status"),
			new Route("GET", "/api/v1/mesh/identities"), new Route("GET", "/api/v1/mesh/edges"),
			new Route("GET", "/api/v1/mesh/stat"), new Route("GET", "/api/v1/mesh/history"),
			new Route("GET", "/api/v1/mesh/tap"), new Route("GET", "/api/v1/mesh/denials"),
			new Route("GET", "/api/v1/mesh/authz"), new Route("GET", "/api/v1/mesh/authz/explain"),
			new Route("GET", "/api/v1/mesh/authorities"), new Route("GET", "/api/v1/mesh/checks"),
			new Route("GET", "/api/v1/mesh/openapi.yaml"), new Route("GET", "/api/v1/mesh/engines"),
			new Route("GET", "/api/v1/mesh/queue"), new Route("POST", "/api/v1/mesh/engines/reload"),
			new Route("POST", "/api/v1/mesh/engines/probe"));

	private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

	private static Gateway operator;

	private static Gateway victim;

	private static Gateway neighbour;

	private static Gateway speaker;

	private static Gateway voiceKeeper;

	private static Gateway revoked;

	private static String tenant;

	private static String voice;

	private static String job;

	private static String victimsKey;

	private static List<Route> routes;

	private static Gateway stranger;

	private static HttpClient browser;

	@BeforeAll
	static void letPeopleIn(Cosymesh running) {
		operator = new Gateway(running.credentials());
		stranger = operator.stranger();
		browser = operator.signedIn();
		tenant = "victims-" + UUID.randomUUID();
		JsonNode mine = key(tenant, "speech", "voices");
		victimsKey = mine.path("id").asString();
		victim = operator.with(mine.path("key").asString());
		neighbour = operator.with(key("neighbours", "speech", "voices").path("key").asString());
		speaker = operator.with(key(tenant, "speech").path("key").asString());
		voiceKeeper = operator.with(key(tenant, "voices").path("key").asString());
		JsonNode old = key(tenant, "speech", "voices", "admin");
		revoked = operator.with(old.path("key").asString());
		assertThat(revoked.send(revoked.get("/api/v1/usage").build()).statusCode()).isEqualTo(200);
		assertThat(send(operator, "DELETE", "/api/v1/keys/" + old.path("id").asString()).statusCode()).isEqualTo(204);
		voice = voice();
		job = read(victim
			.send(victim.json("POST", "/api/v1/jobs", "{\"voice\":\"%s\",\"text\":\"%s\"}".formatted(voice, SECRET))
				.build()))
			.path("id")
			.asString();
		routes = Stream.concat(described(), OF_THE_GATEWAY.stream()).toList();
	}

	@AfterAll
	static void sendThemHome() {
		Stream.of(operator, stranger, victim, neighbour, speaker, voiceKeeper, revoked).forEach(Gateway::close);
		browser.close();
	}

	static Stream<Arguments> everyRoute() {
		return routes.stream().map(Arguments::of);
	}

	static Stream<Arguments> everyChange() {
		return routes.stream().filter((route) -> CHANGING.contains(route.method())).map(Arguments::of);
	}

	static Stream<Arguments> everyRouteToSomething() {
		return routes.stream()
			.filter((route) -> route.path().contains("{id}") || route.path().contains("{voice"))
			.map(Arguments::of);
	}

	@Test
	void theMatrixHasRows() {
		assertThat(routes).hasSizeGreaterThan(40);
		assertThat(everyRouteToSomething()).hasSizeGreaterThan(8);
	}

	@ParameterizedTest
	@MethodSource("everyRoute")
	void nobodyGetsIn(Route route) {
		assertTurnedAway(route, ask(stranger, route), 401);
	}

	@ParameterizedTest
	@MethodSource("everyRoute")
	void inventedKeyGetsNobodyIn(Route route) {
		assertTurnedAway(route, ask(operator.with("cm_invented_" + "A".repeat(43)), route), 401);
	}

	@ParameterizedTest
	@MethodSource("everyRoute")
	void revokedKeyGetsNobodyIn(Route route) {
		assertTurnedAway(route, ask(revoked, route), 401);
	}

	@ParameterizedTest
	@MethodSource("everyRoute")
	void forgedWordOfTheGatewayGetsNobodyIn(Route route) {
		HttpRequest.Builder request = request(stranger, route).header(GatewaysWord.HEADER, "eyJhbGciOiJub25lIn0.e30.")
			.header("X-CosyMesh-User", "admin");
		assertTurnedAway(route, stranger.send(request.build()), 401);
	}

	@ParameterizedTest
	@MethodSource("everyRoute")
	void expiredSessionGetsNobodyIn(Route route) {
		HttpRequest.Builder request = request(stranger, route).header("Cookie",
				"__Host-cosymesh-session=" + "A".repeat(43));
		assertTurnedAway(route, stranger.send(request.build()), 401);
	}

	@ParameterizedTest
	@MethodSource("everyRoute")
	void keyWithAnotherScopeIsToldWhichItLacks(Route route) {
		if (route.takes("speech")) {
			assertTurnedAway(route, ask(voiceKeeper, route), 403);
		}
		if (route.takes("voices")) {
			assertTurnedAway(route, ask(speaker, route), 403);
		}
		if (route.takes("admin")) {
			assertTurnedAway(route, ask(victim, route), 403);
		}
	}

	@ParameterizedTest
	@MethodSource("everyRouteToSomething")
	void othersThingsAreNotThereForANeighbour(Route route) {
		if (!route.takes("admin")) {
			assertTurnedAway(route, ask(neighbour, route), 404);
		}
	}

	@ParameterizedTest
	@MethodSource("everyChange")
	void anotherSiteChangesNothingWithASession(Route route) {
		HttpResponse<byte[]> answer = Gateway.send(browser, request(stranger, route).build());
		assertTurnedAway(route, answer, 403);
		assertThat(new String(answer.body())).contains("token");
	}

	@Test
	void victimHasEverythingStill() {
		assertThat(send(victim, "GET", "/api/v1/voices/" + voice).statusCode()).isEqualTo(200);
		assertThat(send(victim, "GET", "/api/v1/jobs/" + job).statusCode()).isEqualTo(200);
		assertThat(send(operator, "GET", "/api/v1/keys/" + victimsKey).statusCode()).isEqualTo(200);
	}

	private static void assertTurnedAway(Route route, HttpResponse<byte[]> answer, int status) {
		String body = new String(answer.body());
		assertThat(answer.statusCode()).as("%s: %s", route, body).isEqualTo(status);
		assertThat(body).doesNotContain(SECRET, "Victim's voice");
		assertThat(answer.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith(route.typeOfRefusals()));
		if (status == 401) {
			assertThat(answer.headers().firstValue("WWW-Authenticate"))
				.hasValueSatisfying((challenge) -> assertThat(challenge).startsWith("Bearer"));
		}
	}

	private static HttpResponse<byte[]> ask(Gateway caller, Route route) {
		return caller.send(request(caller, route).build());
	}

	private static HttpResponse<byte[]> send(Gateway caller, String method, String path) {
		return caller.send(caller.json(method, path, "").build());
	}

	private static HttpRequest.Builder request(Gateway caller, Route route) {
		String thing = route.path().contains("jobs") ? job : voice;
		String path = route.path().replaceAll("\\{(name|word)}", "victim");
		return caller.json(route.method(),
				path.replaceAll("\\{[a-zA-Z_]+}", route.path().contains("keys") ? victimsKey : thing),
				"{\"name\":\"stolen\"}");
	}

	private static JsonNode key(String tenant, String... scopes) {
		String body = JsonMapper.shared()
			.writeValueAsString(
					Map.of("name", "matrix", "tenant", tenant, "owner", "matrix", "scopes", List.of(scopes)));
		HttpResponse<byte[]> made = operator.send(operator.json("POST", "/api/v1/keys", body).build());
		assertThat(made.statusCode()).as(new String(made.body())).isEqualTo(201);
		return read(made);
	}

	private static String voice() {
		HttpResponse<byte[]> made = victim.send(victim.json("POST", "/api/v1/voices", "")
			.setHeader("Content-Type", "multipart/form-data; boundary=" + Gateway.BOUNDARY)
			.POST(Gateway.form(Map.of("name", "Victim's voice", "consent", "true"), Clips.ordinary()))
			.build());
		assertThat(made.statusCode()).as(new String(made.body())).isEqualTo(201);
		return read(made).path("id").asString();
	}

	private static Stream<Route> described() {
		JsonNode description = read(operator.send(operator.get("/api/v1/openapi.json").build()));
		List<Route> all = new ArrayList<>();
		description.path("paths")
			.properties()
			.forEach((path) -> path.getValue()
				.propertyNames()
				.stream()
				.filter(Predicate.not(Set.of("parameters", "summary", "description")::contains))
				.forEach((method) -> all.add(new Route(method.toUpperCase(Locale.ROOT), path.getKey()))));
		return all.stream();
	}

	private static JsonNode read(HttpResponse<byte[]> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

	/**
	 * A route and what it takes to be let through.
	 */
	private record Route(String method, String path) {

		boolean isOpenAi() {
			return this.path.startsWith("/v1/");
		}

		/** CosyVoice's and OpenAI's clients read refusals in shapes of their own. */
		String typeOfRefusals() {
			return isOpenAi() || this.path.startsWith("/inference_") ? "application/json" : "application/problem+json";
		}

		/** Says whether nobody passes without this scope. */
		boolean takes(String scope) {
			return switch (scope) {
				case "admin" -> this.path.matches("/api/v1/(keys|users|audit|snapshots|mesh)(/.*)?")
						&& !this.path.endsWith("/me/password");
				case "voices" ->
					this.path.startsWith("/v1/audio/voice_consents") || (isOfVoices() && !this.method.equals("GET"));
				default -> !isOfVoices() && !takes("admin") && !takes("voices") && !this.path.startsWith("/session")
						&& !this.path.endsWith("/me/password");
			};
		}

		private boolean isOfVoices() {
			return this.path.startsWith("/api/v1/voices") || this.path.startsWith("/v1/audio/voices");
		}

		@Override
		public String toString() {
			return this.method + " " + this.path;
		}

	}

}
