package io.cosymesh.ca.refusal;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

import io.cosymesh.mesh.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@ExtendWith(OutputCaptureExtension.class)
class RefusalFilterTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final RefusalFilter filter = new RefusalFilter(this.meters);

	@ParameterizedTest
	@EnumSource(Refusal.class)
	void logProblemAndMetricCarryTheSameReason(Refusal refusal, CapturedOutput log) {
		ProblemException problem = (ProblemException) pass(RefusedException.of(refusal, "So it is."));
		assertThat(problem.getBody().getProperties()).containsEntry("reason", refusal.code());
		assertThat(problem.getBody().getType()).hasToString("urn:cosymesh:problem:" + refusal.code());
		assertThat(log).contains("event=refused reason=" + refusal.code() + " method=POST path=/v1/svid");
		assertThat(count(refusal)).isEqualTo(1);
	}

	@Test
	void refusalThatIsAProblemAlreadyIsCountedAndLeftAlone() {
		ProblemException problem = RefusedException.of(Refusal.TOKEN_EXPIRED, "Late.").toProblem();
		assertThat(pass(problem)).isSameAs(problem);
		assertThat(count(Refusal.TOKEN_EXPIRED)).isEqualTo(1);
	}

	@Test
	void problemWithoutAKnownReasonIsNotCounted() {
		ProblemException other = ProblemException.invalidField("ttlSeconds", "ttl-out-of-bounds", "Less, please.");
		assertThat(pass(other)).isSameAs(other);
		ProblemException odd = other.withProperty("reason", "made-up");
		assertThat(pass(odd)).isSameAs(odd);
		assertThat(this.meters.counter("identity.ca.denials", "reason", "made-up").count()).isZero();
	}

	@ParameterizedTest
	@MethodSource("failuresOfTheDatabase")
	void databaseThatIsAwayIsAPassingRefusal(Exception failure, CapturedOutput log) {
		ProblemException problem = (ProblemException) pass(failure);
		assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(problem.getBody().getProperties()).containsEntry("reason", "store-unavailable");
		assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("5");
		assertThat(count(Refusal.STORE_UNAVAILABLE)).isEqualTo(1);
		assertThat(log).contains("event=refused reason=store-unavailable").doesNotContain("secret");
	}

	static Stream<Exception> failuresOfTheDatabase() {
		SQLException lost = new SQLException("secret", "08006");
		return Stream.of(new CannotGetJdbcConnectionException("secret", lost),
				new CannotCreateTransactionException("secret", lost), new QueryTimeoutException("secret", lost),
				new CannotAcquireLockException("secret", lost),
				new IllegalStateException(new CannotGetJdbcConnectionException("secret", lost)));
	}

	@Test
	void wrongDataIsAFaultAndNoRefusal() {
		DataIntegrityViolationException fault = new DataIntegrityViolationException("too long");
		assertThat(pass(fault)).isSameAs(fault);
	}

	@Test
	void bodyThatGrowsOverTheLimitIsTooLarge() {
		ProblemException problem = (ProblemException) pass(
				new DecodingException("no", new DataBufferLimitException("no")));
		assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
		assertThat(problem.getBody().getProperties())
			.containsAllEntriesOf(Map.of("reason", "request-too-large", "field", "body"));
	}

	@Test
	void bodyOfAnotherMediaTypeIsRefused() {
		ProblemException problem = (ProblemException) pass(
				new UnsupportedMediaTypeStatusException(MediaType.TEXT_PLAIN, List.of(MediaType.APPLICATION_JSON)));
		assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
		assertThat(problem.getBody().getProperties())
			.containsAllEntriesOf(Map.of("reason", "unsupported-media-type", "field", "body"));
		assertThat(count(Refusal.UNSUPPORTED_MEDIA_TYPE)).isEqualTo(1);
	}

	@Test
	void inputThatIsNoBodyIsLeftToOthers() {
		ServerWebInputException other = new ServerWebInputException("no");
		assertThat(pass(other)).isSameAs(other);
	}

	private Throwable pass(Throwable failure) {
		MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/v1/svid"));
		return catchThrowable(() -> this.filter.filter(exchange, (passed) -> Mono.error(failure)).block());
	}

	private double count(Refusal refusal) {
		return this.meters.counter("identity.ca.denials", "reason", refusal.code()).count();
	}

}
