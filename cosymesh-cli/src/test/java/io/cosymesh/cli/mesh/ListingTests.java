package io.cosymesh.cli.mesh;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.Table;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ListingTests {

	private static final String EDGES = """
			{"time": "2026-11-30T12:00:10Z", "windowMillis": 60000, "services": [{"service": "backend-api", "state": "ok"}],
			 "edges": [
			  {"source": {"id": "spiffe://cosymesh.local/ns/cosymesh/sa/backend-api", "service": "backend-api"},
			   "destination": {"id": "spiffe://cosymesh.local/ns/cosymesh/sa/inference-engine", "service": "inference-engine"},
			   "secured": {"protocol": "TLSv1.3", "cipher": "TLS_AES_128_GCM_SHA256", "group": "X25519MLKEM768"},
			   "connections": 2, "requests": 120, "requestsPerSecond": 2.0, "success": 0.995, "p50Millis": 12,
			   "p95Millis": 340.5, "p99Millis": 12000, "denied": 1, "failures": 0, "lastSeen": "2026-11-30T12:00:08Z"},
			  {"source": {"id": null, "service": "outside"},
			   "destination": {"id": "spiffe://cosymesh.local/ns/cosymesh/sa/webui-service", "service": "webui-service"},
			   "secured": null, "connections": 1, "requests": 0, "requestsPerSecond": 0.0, "success": null,
			   "denied": 0, "failures": 0}]}
			""";

	private final StringWriter out = new StringWriter();

	private final Console console = new Console(new PrintWriter(this.out, true), new PrintWriter(this.out, true),
			false);

	@Test
	void edgesNameBothSidesAndHowTheyAreSecured() {
		assertThat(print(EdgesTable.of(json(EDGES), false))).isEqualTo("""
				SRC          DST               SRC_NS    DST_NS    SECURED  SUCCESS     RPS  DENIED
				backend-api  inference-engine  cosymesh  cosymesh  √         99.50%  2.0rps       1
				outside      webui-service     -         cosymesh  -              -  0.0rps       0
				""");
	}

	@Test
	void wideEdgesHaveBothSpiffeIdsAndTheKeyExchange() {
		assertThat(print(EdgesTable.of(json(EDGES), true)).lines().toList().get(1)).contains(
				"spiffe://cosymesh.local/ns/cosymesh/sa/backend-api  spiffe://cosymesh.local/ns/cosymesh/sa/inference-engine",
				"TLSv1.3 TLS_AES_128_GCM_SHA256 X25519MLKEM768", "12ms", "341ms", "12.0s", "2s ago");
	}

	@Test
	void statHasALineForEachRouteAndClient() {
		JsonNode answer = json(
				"""
						{"routes": [
						 {"service": "inference-engine", "instance": "a", "direction": "inbound", "peer": {"service": "backend-api"},
						  "route": "POST /v1/synthesize", "rule": "synthesize", "requests": 60, "requestsPerSecond": 1.0,
						  "success": 1.0, "p50Millis": 123, "p95Millis": 200, "p99Millis": 400, "denied": 0, "failures": 0},
						 {"service": "backend-api", "instance": "b", "direction": "outbound", "peer": {"service": "inference-engine"},
						  "route": "POST /v1/synthesize", "requests": 60, "requestsPerSecond": 1.0, "success": 0.5, "p50Millis": 1,
						  "p95Millis": 2, "p99Millis": 4, "denied": 0, "failures": 30, "retries": 3, "timeouts": 1}]}""");
		assertThat(print(StatTable.of(answer, true, false, (row) -> true))).isEqualTo(
				"""
						NAME              CLIENT       ROUTE                SUCCESS     RPS  LATENCY_P50  LATENCY_P95  LATENCY_P99
						inference-engine  backend-api  POST /v1/synthesize  100.00%  1.0rps        123ms        200ms        400ms
						""");
		this.out.getBuffer().setLength(0);
		assertThat(print(StatTable.of(answer, false, true, (row) -> true))).contains("SERVER", "RETRIES", "TIMEOUTS")
			.containsPattern("30 +0 +3 +1 +b");
	}

	@Test
	void serviceThatCouldNotBeAskedIsNamedWithItsReason() {
		Silence silence = Silence.of(json("""
				{"services": [{"service": "backend-api", "state": "ok"},
				 {"service": "audio-processor", "state": "unreachable", "error": {"reason": "refused",
				  "detail": "Nothing listens on port 9444", "hint": "Start it"}}]}"""));
		assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> silence.tell(this.console))
			.withMessageContaining("audio-processor could not be asked")
			.matches((failure) -> failure.exitCode() == 3);
		assertThat(this.out)
			.hasToString("‼ audio-processor can't be asked (refused): Nothing listens on port 9444. Start it\n");
	}

	@Test
	void whatAStrangerSentCannotSteerTheTerminal() {
		Table table = new Table("PATH");
		table.add(java.util.List.of("/a\u001b[2J\nroot\u202e"));
		assertThat(print(table)).isEqualTo("PATH\n/a?[2J?root?\n");
	}

	@Test
	void coloursAreThereOnlyWhereTheyAreWanted() {
		Table table = EdgesTable.of(json(EDGES), false);
		Console coloured = new Console(new PrintWriter(this.out, true), new PrintWriter(this.out, true), true, true);
		assertThat(table.lines(coloured)).anyMatch((line) -> line.contains("\u001b[32m√\u001b[0m"));
		assertThat(table.lines(this.console)).noneMatch((line) -> line.contains("\u001b"));
	}

	@Test
	void identityTableSaysWhenEachEndsAndRenews() {
		JsonNode services = json(
				"""
						[{"service": "backend-api", "instance": "localhost:9443", "state": "ok", "identity": {
						  "id": "spiffe://cosymesh.local/ns/cosymesh/sa/backend-api", "serial": "0a1b", "expiresAt": "2026-11-30T13:00:00Z",
						  "renewsAt": "2026-11-30T12:40:00Z", "bundleSequence": 4}},
						 {"service": "audio-processor", "instance": "localhost:9444", "state": "unreachable"}]""");
		Instant now = Instant.parse("2026-11-30T12:01:00Z");
		assertThat(print(IdentityListing.table(services.values().stream().toList(), false, now))).isEqualTo(
				"""
						NAME             STATE        SPIFFE_ID                                           SERIAL  EXPIRES  RENEWS  BUNDLE
						backend-api      ok           spiffe://cosymesh.local/ns/cosymesh/sa/backend-api  0a1b    in 59m   in 39m       4
						audio-processor  unreachable  -                                                   -       -        -            -
						""");
	}

	private String print(Table table) {
		table.print(this.console);
		return this.out.toString();
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
