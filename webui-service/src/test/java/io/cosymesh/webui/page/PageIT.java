package io.cosymesh.webui.page;

import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.webui.fixture.Gateway;
import io.cosymesh.webui.fixture.GatewayExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(GatewayExtension.class)
class PageIT {

	private static final Pattern FILE = Pattern.compile("\"(/(?:assets|webjars)/[^\"]+[^/\"])\"");

	private static final Pattern IMPORT_MAP = Pattern.compile("<script type=\"importmap\">(.*?)</script>",
			Pattern.DOTALL);

	private final Gateway gateway;

	private final HttpClient client;

	PageIT(Gateway gateway) throws Exception {
		this.gateway = gateway;
		this.client = gateway.browser();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/voices", "/jobs", "/console", "/console/tap", "/signin", "/assets/shell/app.js",
			"/api/v1/voices", "/api/v1/mesh-status" })
	void everythingCarriesTheHeadersThatConfineThePage(String path) throws Exception {
		HttpHeaders headers = get(path).headers();
		assertThat(headers.firstValue("Content-Security-Policy").orElseThrow()).startsWith("default-src 'self'; ")
			.contains("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")
			.doesNotContain("unsafe", "http:", "https:", "data:", "blob:");
		assertThat(headers.firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
		assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
		assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
		assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
		assertThat(headers.firstValue("Permissions-Policy").orElseThrow()).contains("microphone=(self)", "camera=()");
		assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
		assertThat(headers.firstValue("X-Request-Id")).isPresent();
	}

	@Test
	void refusalsCarryThemToo() throws Exception {
		HttpResponse<String> response = Gateway.send(this.client, this.gateway.request("/api/v1/voices"));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("Content-Security-Policy")).isPresent();
		assertThat(response.headers().firstValue("Strict-Transport-Security")).isPresent();
	}

	@Test
	void contentPolicyAllowsTheImportMapOfThePageAndNoOtherInlineScript() throws Exception {
		HttpResponse<String> page = get("/");
		Matcher map = IMPORT_MAP.matcher(page.body());
		assertThat(map.find()).isTrue();
		byte[] hash = MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));
		assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
			.contains("script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
	}

	@Test
	void descriptionOfTheApiMayShowThePicturesOfItsStyleSheetAndNothingElse() throws Exception {
		HttpHeaders headers = get("/api-docs").headers();
		assertThat(headers.allValues("Content-Security-Policy")).containsExactly("default-src 'self'; "
				+ "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
		assertThat(headers.firstValue("Strict-Transport-Security")).isPresent();
		assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
	}

	@Test
	void descriptionOfTheApiIsForThoseWhoMayUseIt() throws Exception {
		HttpResponse<String> stranger = Gateway.send(this.client,
				this.gateway.request("/api-docs").header("Accept", "text/html"));
		assertThat(stranger.statusCode()).isEqualTo(302);
		assertThat(stranger.headers().firstValue("Location")).hasValue("/signin");
		assertThat(Gateway.send(this.client, this.gateway.request("/api/v1/openapi.json")).statusCode()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/signin", "/api-docs" })
	void everyFileOfADocumentIsServed(String document) throws Exception {
		Stream<String> files = FILE.matcher(get(document).body()).results().map((MatchResult match) -> match.group(1));
		assertThat(files).isNotEmpty().allSatisfy((file) -> {
			HttpResponse<String> response = Gateway.send(this.client, this.gateway.request(file));
			assertThat(response.statusCode()).as(file).isEqualTo(200);
			assertThat(response.headers().firstValue("Content-Type").orElseThrow()).as(file)
				.startsWith(
						file.endsWith(".js") ? "text/javascript" : file.endsWith(".css") ? "text/css" : "image/svg");
		});
	}

	@Test
	void unchangedFileIsNotSentTwice() throws Exception {
		HttpResponse<String> first = get("/assets/shell/app.js");
		String tag = first.headers().firstValue("ETag").orElseThrow();
		assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
		assertThat(first.headers().firstValue("Last-Modified")).isEmpty();
		HttpResponse<String> second = Gateway.send(this.client,
				this.gateway.request("/assets/shell/app.js").header("If-None-Match", tag));
		assertThat(second.statusCode()).isEqualTo(304);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/index.html", "/pages/index.html", "/application.yaml", "/actuator/health",
			"/META-INF/MANIFEST.MF" })
	void nothingElseIsServed(String path) throws Exception {
		assertThat(get(path).statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/assets/../application.yaml", "/assets/%2e%2e/application.yaml",
			"/assets/%2e%2e%2fapplication.yaml", "/assets/..%252fapplication.yaml", "/assets//signin" })
	void pathsThatTryToClimbAreRefused(String path) throws Exception {
		assertThat(get(path).statusCode()).isEqualTo(400);
	}

	private HttpResponse<String> get(String path) throws Exception {
		return Gateway.send(this.client, this.gateway.withKey(path));
	}

}
