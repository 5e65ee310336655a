package io.cosymesh.mesh.audit;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.mesh.audit.AuditProperties.Include;

import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class AuditLogTests {

	private final List<String> lines = new ArrayList<>();

	@Test
	void lineSaysWhoWantedWhatAndWhatWasDecided() {
		log(Include.ALL).decided(Decided.wouldDeny("/v1/other"));
		assertThat(this.lines).containsExactly("{\"time\":\"2026-11-24T12:00:00Z\",\"service\":\"inference-engine\","
				+ "\"peer\":\"" + Decided.BACKEND + "\",\"peerSerial\":\"0a1b\",\"method\":\"POST\","
				+ "\"path\":\"/v1/other\",\"route\":\"POST /v1/**\",\"rule\":\"trial\",\"decision\":\"would-deny\","
				+ "\"reason\":\"caller-not-allowed\",\"mode\":\"audit\","
				+ "\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"requestId\":\"request-1\"}");
	}

	@Test
	void whatThereIsNoneOfIsLeftOut() {
		log(Include.ALL).decided(Decided.anonymous());
		assertThat(this.lines.getFirst()).doesNotContain("null", "\"peer", "reason", "traceId", "requestId");
	}

	@ParameterizedTest
	@CsvSource({ "ALL,3", "DENIED,2", "NONE,0" })
	void includeChoosesWhatIsWritten(Include include, int written) {
		AuditLog log = log(include);
		log.decided(Decided.allowed(Decided.BACKEND));
		log.decided(Decided.wouldDeny("/v1/other"));
		log.decided(Decided.denied("/v1/other"));
		assertThat(this.lines).hasSize(written);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/a\r\n{\"decision\":\"allowed\"}", "/a\u2028b", "/a\u0085b", "/a\u0000b", "/a\"b", "/a\\b" })
	void pathBeginsNoLineOfItsOwn(String path) {
		log(Include.ALL).decided(Decided.denied(path));
		String line = this.lines.getFirst();
		assertThat(line).matches("[\\x20-\\x7E]+");
		assertThat(JsonMapper.shared().readTree(line).get("decision").asString()).isEqualTo("denied");
	}

	@Test
	void longPathIsCut() {
		log(Include.ALL).decided(Decided.denied("/" + "x".repeat(10_000)));
		assertThat(this.lines.getFirst()).hasSizeLessThan(800).contains("xxx...\"");
	}

	private AuditLog log(Include include) {
		return new AuditLog("inference-engine", include, this.lines::add);
	}

}
