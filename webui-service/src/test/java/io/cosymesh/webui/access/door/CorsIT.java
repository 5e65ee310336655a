package io.cosymesh.webui.access.door;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.webui.fixture.Gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A gateway that pages of one other origin may call, and that had to make its first
 * password.
 */
class CorsIT {

	private static final String ALLOWED = "Access-Control-Allow-Origin";

	private static Gateway gateway;

	@BeforeAll
	static void start() throws Exception {
		gateway = Gateway.start("--cosymesh.access.cors.allowed-origins=https://app.example.com",
				"--cosymesh.access.password-file=");
	}

	@AfterAll
	static void stop() throws Exception {
		gateway.close();
	}

	@Test
	void pageOfTheOriginMayCallWithAKeyButNotWithACookie() throws Exception {
		HttpResponse<String> asked = preflight("https://app.example.com");
		assertThat(asked.statusCode()).isEqualTo(200);
		assertThat(asked.headers().firstValue(ALLOWED)).hasValue("https://app.example.com");
		assertThat(asked.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
		HttpResponse<String> called = Gateway.send(gateway.withoutCookies(),
				gateway.withKey("/api/v1/voices").header("Origin", "https://app.example.com"));
		assertThat(called.statusCode()).isEqualTo(200);
		assertThat(called.headers().firstValue(ALLOWED)).hasValue("https://app.example.com");
	}

	@Test
	void pagesOfOtherOriginsMayNot() throws Exception {
		HttpResponse<String> asked = preflight("https://evil.example.com");
		assertThat(asked.statusCode()).isEqualTo(403);
		assertThat(asked.headers().firstValue(ALLOWED)).isEmpty();
	}

	@Test
	void passwordThatWasMadeOpensThePage() throws Exception {
		List<String> lines = Files.readAllLines(gateway.home().resolve("webui-service/first-password"));
		assertThat(gateway.signIn(gateway.browser(), "admin", lines.getLast()).statusCode()).isEqualTo(204);
		assertThat(gateway.signIn(gateway.browser(), "admin", Gateway.PASSWORD).statusCode()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "https://*.example.com", "http://app.example.com", "app.example.com",
			"https://app.example.com/", "null" })
	void patternsAndPlainTextAreRefused(String origin) {
		assertThatIllegalArgumentException().isThrownBy(() -> new CorsProperties(List.of(origin)))
			.withMessageContaining("is no origin");
	}

	@Test
	void withoutOriginsItIsOff() {
		assertThat(new CorsProperties(List.of("")).isOff()).isTrue();
	}

	private static HttpResponse<String> preflight(String origin) throws Exception {
		return Gateway.send(gateway.withoutCookies(),
				gateway.request("/api/v1/clone")
					.header("Origin", origin)
					.header("Access-Control-Request-Method", "POST")
					.header("Access-Control-Request-Headers", "authorization")
					.method("OPTIONS", BodyPublishers.noBody()));
	}

}
