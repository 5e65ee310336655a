package io.cosymesh.webui.access.database;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.webui.fixture.Gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two gateways on one PostgreSQL, and what a restart keeps.
 */
class SharedDatabaseIT {

	private static final String PASSWORD = "three small words";

	private static EmbeddedPostgres server;

	private static Gateway one;

	private static Gateway other;

	@BeforeAll
	static void start() throws Exception {
		server = EmbeddedPostgres.builder().start();
		one = replica();
		other = replica();
	}

	@AfterAll
	static void stop() throws Exception {
		other.close();
		one.close();
		server.close();
	}

	@Test
	void keyRevokedHereIsRefusedThereWithinSeconds() throws Exception {
		JsonNode key = create("\"scopes\": [\"speech\"]");
		assertThat(status(one, key)).isEqualTo(200);
		assertThat(status(other, key)).isEqualTo(200);
		assertThat(Gateway
			.send(one.browser(), one.json("DELETE", "/api/v1/keys/" + key.path("id").asString(), Gateway.API_KEY, ""))
			.statusCode()).isEqualTo(204);
		assertThat(status(one, key)).isEqualTo(401);
		await().untilAsserted(() -> assertThat(status(other, key)).isEqualTo(401));
	}

	@Test
	void quotaIsThatOfBothTogether() throws Exception {
		JsonNode key = create("\"scopes\": [\"speech\"], \"requestsPerDay\": 4");
		for (int request = 0; request < 2; request++) {
			assertThat(status(one, key)).isEqualTo(200);
		}
		await().untilAsserted(() -> assertThat(used(key)).isEqualTo(2));
		for (int request = 0; request < 2; request++) {
			assertThat(status(other, key)).isEqualTo(200);
		}
		assertThat(status(other, key)).isEqualTo(429);
		await().untilAsserted(() -> assertThat(status(one, key)).isEqualTo(429));
	}

	@Test
	void sessionIsKnownToBothAndOutlivesARestart() throws Exception {
		HttpClient browser = one.withoutCookies();
		add("sharer");
		String cookie = one.signIn(browser, "sharer", PASSWORD)
			.headers()
			.firstValue("Set-Cookie")
			.orElseThrow()
			.split(";")[0];
		assertThat(withCookie(one, cookie)).isEqualTo(200);
		assertThat(withCookie(other, cookie)).isEqualTo(200);
		other.restart();
		assertThat(withCookie(other, cookie)).isEqualTo(200);
		Gateway.send(browser, one.json("PATCH", "/api/v1/users/sharer", Gateway.API_KEY, "{\"enabled\": false}"));
		assertThat(withCookie(one, cookie)).isEqualTo(401);
		await().untilAsserted(() -> assertThat(withCookie(other, cookie)).isEqualTo(401));
	}

	@Test
	void peopleAndEventsArePagedOnPostgresql() throws Exception {
		add("pagea");
		add("pageb");
		JsonNode users = json(get(other, "/api/v1/users?limit=1&after=pagea"));
		assertThat(users.path("users").path(0).path("name").asString()).isEqualTo("pageb");
		JsonNode events = json(get(other, "/api/v1/audit?limit=1&action=user-created"));
		assertThat(events.path("events").size()).isOne();
		assertThat(events.path("next").isNull()).isFalse();
	}

	@Test
	void lastAdministratorStaysOnPostgresql() throws Exception {
		assertThat(Gateway.send(one.browser(), one.json("DELETE", "/api/v1/users/admin", Gateway.API_KEY, ""))
			.statusCode()).isEqualTo(409);
	}

	@Test
	void localDatabaseIsForItsOwnerAlone() throws Exception {
		try (Gateway local = Gateway.start()) {
			try (var files = Files.list(local.home().resolve("webui-service"))) {
				assertThat(files.filter(Files::isRegularFile)).isNotEmpty()
					.allSatisfy((file) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
						.isEqualTo("rw-------"));
			}
			HttpClient browser = local.withoutCookies();
			String cookie = local.signIn(browser, "admin", Gateway.PASSWORD)
				.headers()
				.firstValue("Set-Cookie")
				.orElseThrow()
				.split(";")[0];
			local.restart();
			assertThat(withCookie(local, cookie)).isEqualTo(200);
		}
	}

	private static JsonNode create(String terms) throws Exception {
		return json(Gateway.send(one.browser(),
				one.json("POST", "/api/v1/keys", Gateway.API_KEY, "{\"name\": \"n\", %s}".formatted(terms))));
	}

	private static void add(String name) throws Exception {
		assertThat(Gateway.send(one.browser(),
				one.json("POST", "/api/v1/users", Gateway.API_KEY,
						"{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, PASSWORD)))
			.statusCode()).isEqualTo(201);
	}

	private static long used(JsonNode key) throws Exception {
		return TestDatabase.at(server.getJdbcUrl("postgres", "postgres"), "postgres")
			.jdbc()
			.sql("select coalesce(sum(requests), 0) from api_key_use where key_id = :id")
			.param("id", key.path("id").asString())
			.query(Long.class)
			.single();
	}

	private static int status(Gateway gateway, JsonNode key) throws Exception {
		return Gateway.send(gateway.browser(), gateway.json("GET", "/api/v1/voices", key.path("key").asString(), ""))
			.statusCode();
	}

	private static int withCookie(Gateway gateway, String cookie) throws Exception {
		return Gateway.send(gateway.withoutCookies(), gateway.request("/api/v1/voices").header("Cookie", cookie))
			.statusCode();
	}

	private static HttpResponse<String> get(Gateway gateway, String path) throws Exception {
		return Gateway.send(gateway.browser(), gateway.json("GET", path, Gateway.API_KEY, ""));
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	private static Gateway replica() throws Exception {
		return Gateway.start("--spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
				"--spring.datasource.username=postgres", "--spring.datasource.password=");
	}

}
