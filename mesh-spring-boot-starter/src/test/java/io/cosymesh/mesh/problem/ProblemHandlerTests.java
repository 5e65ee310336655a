package io.cosymesh.mesh.problem;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemHandlerTests {

	private final WebTestClient client = WebTestClient
		.bindToApplicationContext(new AnnotationConfigApplicationContext(Application.class))
		.configureClient()
		.responseTimeout(Duration.ofSeconds(20))
		.build();

	@Test
	void problemIsWrittenAsItIsWithTheIdOfItsRequest() {
		this.client.get()
			.uri("/fail/field")
			.header(RequestId.HEADER, "request-0001")
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectHeader()
			.valueEquals(RequestId.HEADER, "request-0001")
			.expectBody()
			.json("""
					{"type":"urn:cosymesh:problem:too-long","title":"Invalid request","status":400,
					"detail":"at most 30 s","field":"prompt","requestId":"request-0001"}""",
					org.springframework.test.json.JsonCompareMode.STRICT);
	}

	@Test
	void problemWithRetryAfterSaysWhen() {
		this.client.get()
			.uri("/fail/busy")
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.TOO_MANY_REQUESTS)
			.expectHeader()
			.valueEquals(HttpHeaders.RETRY_AFTER, "7");
	}

	@Test
	void unexpectedErrorTellsNothing() {
		String body = expect("/fail/unexpected", HttpStatus.INTERNAL_SERVER_ERROR, "internal-error");
		assertThat(body).doesNotContain("secret").contains("requestId");
	}

	@Test
	void whoeverHungUpIsAnsweredNothing() {
		MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/upload"));
		try (var context = new AnnotationConfigApplicationContext(Application.class)) {
			context.getBean(ProblemHandler.class)
				.handle(exchange, new AbortedException("Connection has been closed"))
				.block();
		}
		assertThat(exchange.getResponse().getStatusCode()).isNull();
		assertThat(exchange.getResponse().isCommitted()).isFalse();
	}

	@Test
	void connectionOfOursThatBreaksIsNobodyWhoHungUp() {
		try (var context = new AnnotationConfigApplicationContext(Application.class)) {
			DisposableServer server = HttpServer.create()
				.host("127.0.0.1")
				.port(0)
				.handle(new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.applicationContext(context).build()))
				.bindNow();
			WebTestClient.bindToServer()
				.baseUrl("http://127.0.0.1:" + server.port())
				.build()
				.get()
				.uri("/fail/away")
				.exchange()
				.expectStatus()
				.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
			server.disposeNow();
		}
	}

	@Test
	void unknownPathIsNotFound() {
		expect("/nothing", HttpStatus.NOT_FOUND, "not-found");
	}

	@Test
	void wrongMethodSaysWhatWorks() {
		this.client.delete()
			.uri("/fail/field")
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.METHOD_NOT_ALLOWED)
			.expectHeader()
			.valueEquals(HttpHeaders.ALLOW, "GET");
	}

	@Test
	void tooLargeBodyIsSaidSo() {
		expect("/fail/large", HttpStatus.CONTENT_TOO_LARGE, "too-large");
	}

	@Test
	void invalidFieldOfJsonIsNamed() {
		assertThat(post("{\"text\":\"\",\"speed\":1}")).contains("\"field\":\"text\"").contains("must not be blank");
		assertThat(post("{\"text\":\"x\",\"speed\":9}")).contains("\"field\":\"speed\"");
		assertThat(post("{\"text\":\"x\",\"speed\":\"quick\"}")).contains("\"field\":\"speed\"")
			.doesNotContain("quick");
		assertThat(post("{\"text\":")).contains("\"field\":\"body\"").contains("malformed-request");
		assertThat(post("")).contains("\"field\":\"body\"");
	}

	@Test
	void invalidAndMissingParametersAreNamed() {
		assertThat(expect("/params?number=abc", HttpStatus.BAD_REQUEST, "invalid-field"))
			.contains("\"field\":\"number\"");
		assertThat(expect("/params?number=9", HttpStatus.BAD_REQUEST, "invalid-field"))
			.contains("\"field\":\"number\"");
		assertThat(expect("/params", HttpStatus.BAD_REQUEST, "missing-field")).contains("\"field\":\"number\"");
	}

	@Test
	void brokenMultipartIsTheCallersFault() {
		this.client.post()
			.uri("/upload")
			.contentType(MediaType.parseMediaType("multipart/form-data"))
			.bodyValue("no boundary")
			.exchange()
			.expectStatus()
			.isBadRequest();
	}

	@Test
	void complaintOfAPeerAboutAFieldIsRelayed() {
		assertThat(expect("/peer/complains", HttpStatus.UNPROCESSABLE_CONTENT, "silent-audio"))
			.contains("\"field\":\"prompt\"")
			.contains("nothing to hear")
			.doesNotContain("id-at-the-peer");
	}

	@Test
	void nobodyToAskIsSaidWithTheTimeToRetry() {
		this.client.get()
			.uri("/peer/open")
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
			.expectHeader()
			.valueEquals(HttpHeaders.RETRY_AFTER, "17");
	}

	@Test
	void answerNamesThePeerToBlameWhereNobodyNeedsToReadItsBody() {
		this.client.get()
			.uri("/peer/down")
			.exchange()
			.expectHeader()
			.valueEquals(PeerException.FAILED_PEER, "backend-api");
		this.client.get().uri("/params").exchange().expectHeader().doesNotExist(PeerException.FAILED_PEER);
	}

	@Test
	void peerThatDeniesOrFailsIsABadGateway() {
		expect("/peer/broken", HttpStatus.BAD_GATEWAY, "peer-broken");
		assertThat(expect("/peer/denies", HttpStatus.BAD_GATEWAY, "peer-failed")).contains("\"peer\":\"backend-api\"")
			.doesNotContain("inner life");
		expect("/peer/fails", HttpStatus.BAD_GATEWAY, "peer-failed");
	}

	@Test
	void peerThatIsDownIsNamedWithATimeToRetry() {
		this.client.get()
			.uri("/peer/down")
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
			.expectHeader()
			.exists(HttpHeaders.RETRY_AFTER)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:cosymesh:problem:peer-unavailable")
			.jsonPath("$.peer")
			.isEqualTo("backend-api");
		expect("/peer/queued", HttpStatus.SERVICE_UNAVAILABLE, "peer-unavailable");
		expect("/peer/busy", HttpStatus.SERVICE_UNAVAILABLE, "peer-unavailable");
		expect("/peer/late", HttpStatus.GATEWAY_TIMEOUT, "peer-timeout");
	}

	@Test
	void errorAfterTheFirstByteAbortsTheStream() {
		Flux<String> body = this.client.get()
			.uri("/fail/midway")
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(String.class)
			.getResponseBody();
		assertThat(body.materialize().collectList().block(Duration.ofSeconds(20))).last()
			.matches((signal) -> signal.isOnError());
	}

	private String expect(String uri, HttpStatus status, String type) {
		String body = this.client.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(body).contains("urn:cosymesh:problem:" + type);
		return body;
	}

	private String post(String json) {
		return this.client.post()
			.uri("/json")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(json)
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	static class Application {

		@Bean
		ProblemHandler problemHandler() {
			return new ProblemHandler(new ProblemWriter(JsonMapper.shared(), List.of()));
		}

		@Bean
		RequestIdFilter requestIdFilter() {
			return new RequestIdFilter(new java.security.SecureRandom());
		}

		@Bean
		FailingController failingController() {
			return new FailingController();
		}

	}

	@RestController
	static class FailingController {

		@GetMapping("/fail/{how}")
		Flux<String> fail(@PathVariable("how") String how) {
			return switch (how) {
				case "field" -> Flux.error(ProblemException.invalidField("prompt", "too-long", "at most 30 s"));
				case "busy" -> Flux.error(ProblemException.of(HttpStatus.TOO_MANY_REQUESTS, "busy", "Busy", "come back")
					.withRetryAfter(Duration.ofSeconds(7)));
				case "away" -> Flux
					.error(ProblemException.of(HttpStatus.SERVICE_UNAVAILABLE, "away", "Away", "the database is away")
						.causedBy(new IllegalStateException(new EOFException())));
				case "large" -> Flux.error(new DataBufferLimitException("too much"));
				case "midway" -> Flux.concat(Flux.just("first"), Flux.error(new IOException("the secret")));
				default -> Flux.error(new IllegalStateException("the secret"));
			};
		}

		@GetMapping("/peer/{how}")
		Mono<String> peer(@PathVariable("how") String how) {
			return Mono.error(new IllegalStateException("wrapped", switch (how) {
				case "complains" ->
					new PeerException.Answered("audio-processor", HttpStatus.UNPROCESSABLE_CONTENT, complaint(), null);
				case "denies" -> new PeerException.Answered("backend-api", HttpStatus.FORBIDDEN,
						ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, "inner life"), null);
				case "fails" -> new PeerException.Answered("backend-api", HttpStatus.INTERNAL_SERVER_ERROR, null, null);
				case "busy" -> new PeerException.Answered("backend-api", HttpStatus.SERVICE_UNAVAILABLE, null, "9");
				case "broken" ->
					new PeerException.Broken("backend-api", PeerException.Broken.Phase.HANDSHAKE, new IOException());
				case "queued" -> new PeerException.Overloaded("backend-api", new IOException());
				case "open" -> new PeerException.Unavailable("backend-api", Duration.ofSeconds(17));
				case "late" -> new PeerException.TimedOut("backend-api", new IOException());
				default -> new PeerException.Unavailable("backend-api", new ConnectException("refused"));
			}));
		}

		private static ProblemDetail complaint() {
			ProblemDetail complaint = ProblemException
				.of(HttpStatus.UNPROCESSABLE_CONTENT, "silent-audio", "Silent", "nothing to hear")
				.withField("prompt")
				.getBody();
			complaint.setProperty("requestId", "id-at-the-peer");
			return complaint;
		}

		@GetMapping("/params")
		String params(@RequestParam("number") @Max(5) int number) {
			return "" + number;
		}

		@PostMapping("/json")
		Mono<String> json(@Valid @RequestBody Mono<Text> text) {
			return text.map(Text::text);
		}

		@PostMapping("/upload")
		Mono<String> upload(@RequestPart("file") FilePart file) {
			return file.content().map((buffer) -> buffer.toString(StandardCharsets.UTF_8)).next();
		}

	}

	record Text(@NotBlank String text, @Max(2) int speed) {
	}

}
