package io.cosymesh.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who got hold of the gateway's SVID, or of one of its tokens, and wants to be
 * somebody else at backend-api.
 */
@Tag("attackers")
@Order(6)
@ExtendWith(StackExtension.class)
class ForgedCallersIT {

	private static HttpClient thief;

	private static GatewaysWord gateway;

	private static GatewaysWord operator;

	private static URI voices;

	private static Cosymesh stack;

	@BeforeAll
	static void prepare(Cosymesh running) {
		stack = running;
		StackAuthority authority = new StackAuthority(running);
		gateway = new GatewaysWord(authority, "webui-service");
		operator = new GatewaysWord(authority, "operator");
		thief = HttpClient.newBuilder().sslContext(new Attacker(authority.svid("webui-service")).context()).build();
		voices = URI.create("https://localhost:%d/api/v1/voices".formatted(MeshPort.BACKEND_API.in(running)));
	}

	@AfterAll
	static void leave() {
		thief.close();
	}

	static Stream<Arguments> wordThatIsNotTheGatewaysOnThisRequestIsRefused() {
		return Stream.of(Arguments.of("missing", ""), Arguments.of("malformed", "ada"),
				Arguments.of("wrong-signer", operator.on("GET", voices, "acme", "ada")),
				Arguments.of("wrong-request", gateway.on("DELETE", voices, "acme", "ada")),
				Arguments.of("wrong-request", gateway.on("GET", voices.resolve("/api/v1/jobs"), "acme", "ada")),
				Arguments.of("invalid-signature",
						gateway.on("GET", voices, "acme", "ada").replaceAll("\\.[^.]+$", ".AAAA")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void wordThatIsNotTheGatewaysOnThisRequestIsRefused(String reason, String word) throws Exception {
		Cosymesh.Log log = stack.log("backend-api");
		HttpResponse<String> answer = ask(Map.of(GatewaysWord.HEADER, word));
		assertThat(answer.statusCode()).isEqualTo(403);
		assertThat(JsonMapper.shared().readTree(answer.body()).path("type").asString())
			.isEqualTo("urn:cosymesh:problem:caller-refused");
		assertThat(answer.body()).doesNotContain(reason);
		log.await("event=caller-refused", "reason=" + reason, "peer=" + StackAuthority.idOf("webui-service"));
	}

	@Test
	void plainHeadersNameNobody() throws Exception {
		assertThat(ask(Map.of("X-CosyMesh-User", "ada", "X-CosyMesh-Tenant", "acme")).statusCode()).isEqualTo(403);
	}

	@Test
	void gatewaysWordOnThisRequestIsBelieved() throws Exception {
		assertThat(ask(Map.of(GatewaysWord.HEADER, gateway.on("GET", voices, "acme", "ada"))).statusCode())
			.isEqualTo(200);
	}

	private static HttpResponse<String> ask(Map<String, String> headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(voices).timeout(Duration.ofSeconds(30));
		headers.forEach(request::header);
		return thief.send(request.build(), BodyHandlers.ofString());
	}

}
