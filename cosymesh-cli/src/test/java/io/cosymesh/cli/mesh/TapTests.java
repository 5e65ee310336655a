package io.cosymesh.cli.mesh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TapTests {

	private static final String REQUEST = """
			{"id":"1","time":"2026-11-30T12:00:00Z","service":"inference-engine","direction":"inbound",\
			"source":{"id":"spiffe://cosymesh.local/ns/cosymesh/sa/backend-api","service":"backend-api"},\
			"destination":{"id":"spiffe://cosymesh.local/ns/cosymesh/sa/inference-engine","service":"inference-engine"},\
			"protocol":"h2","method":"POST","route":"POST /v1/synthesize","path":"/v1/synthesize","status":200,\
			"latencyMillis":12.4,"durationMillis":340,"requestBytes":1200,"responseBytes":96000,"outcome":"allowed",\
			"rule":"synthesize","traceId":"0af7651916cd43dd8448eb211c80319c"}""";

	private final StringWriter out = new StringWriter();

	private final Console console = new Console(new PrintWriter(this.out, true), new PrintWriter(this.out, true),
			false);

	@Test
	void lineNamesBothWorkloadsByTheirWholeIds() {
		assertThat(TapLine.of(json(REQUEST), false, this.console))
			.isEqualTo("time=2026-11-30T12:00:00Z proxy=in src=spiffe://cosymesh.local/ns/cosymesh/sa/backend-api"
					+ " dst=spiffe://cosymesh.local/ns/cosymesh/sa/inference-engine :method=POST"
					+ " :path=/v1/synthesize :status=200 latency=12ms duration=340ms authz=allowed rule=synthesize");
	}

	@Test
	void wideLineHasRouteSizesAndTrace() {
		assertThat(TapLine.of(json(REQUEST), true, this.console)).contains("protocol=h2",
				"route=\"POST /v1/synthesize\"", "request-length=1.2kB", "response-length=96.0kB",
				"trace=0af7651916cd43dd8448eb211c80319c");
	}

	@Test
	void denialSaysWhyAndStrangersStayOnTheirLine() {
		assertThat(TapLine.of(json("""
				{"source":{"id":null,"service":"outside"},"path":"/x\\n:status=200","status":403,"outcome":"denied",
				 "reason":"no-rule"}"""), false, this.console))
			.contains("src=outside", ":path=/x?:status=200", "authz=denied rule=- reason=no-rule")
			.hasLineCount(1);
	}

	@Test
	void eventsAreReadOneByOneAndHeartbeatsAreNone() throws Exception {
		String stream = ": heartbeat\n\nevent: dropped\ndata: {\"count\":7}\n\nevent: request\ndata: " + REQUEST
				+ "\n\n";
		try (TapStream events = new TapStream(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)))) {
			assertThat(events.next()).get()
				.satisfies((event) -> assertThat(event.name()).isEqualTo("dropped"))
				.satisfies((event) -> assertThat(event.data().path("count").asInt()).isEqualTo(7));
			assertThat(events.next()).get().satisfies((event) -> assertThat(event.name()).isEqualTo("request"));
			assertThat(events.next()).isEmpty();
		}
	}

	@Test
	void tapEndsWhenItsTimeIsOver() throws Exception {
		try (TapStream events = new TapStream(new Endless())) {
			events.endAfter(Duration.ofMillis(50));
			assertThat(events.next()).isEqualTo(Optional.empty());
		}
	}

	@Test
	void servicesThatCouldNotBeWatchedFailTheTapInTheEnd() {
		TapReport report = new TapReport(this.console);
		report.note(new TapStream.Event("dropped", json("{\"count\": 12}")));
		report.note(
				new TapStream.Event("unreachable", json("{\"service\": \"backend-api\", \"detail\": \"no answer\"}")));
		assertThatExceptionOfType(CommandFailure.class).isThrownBy(report::tell)
			.withMessageContaining("backend-api could not be watched")
			.matches((failure) -> failure.exitCode() == 3);
		assertThat(this.out.toString()).contains("12 more requests were not shown");
	}

	@Test
	void topCountsByRouteTheMostFrequentFirst() {
		TopTable top = new TopTable();
		top.add(json("{\"source\":{\"service\":\"a\"},\"destination\":{\"service\":\"b\"},\"method\":\"GET\","
				+ "\"route\":\"GET /v1/x/{id}\",\"path\":\"/v1/x/1\",\"status\":500,\"latencyMillis\":40}"));
		top.add(json(REQUEST));
		top.add(json(REQUEST));
		top.add(json(REQUEST.replace("inbound", "outbound")));
		top.table().print(this.console);
		assertThat(this.out).hasToString("""
				Source       Destination       Method  Path            Count  Best  Worst  Last  Success Rate
				backend-api  inference-engine  POST    /v1/synthesize      2  12ms   12ms  12ms       100.00%
				a            b                 GET     /v1/x/{id}          1  40ms   40ms  40ms         0.00%
				""");
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

	/**
	 * A connection on which nothing ever comes.
	 */
	private static final class Endless extends InputStream {

		private final CountDownLatch closed = new CountDownLatch(1);

		@Override
		public int read() throws IOException {
			try {
				this.closed.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			throw new IOException("closed");
		}

		@Override
		public void close() {
			this.closed.countDown();
		}

	}

}
