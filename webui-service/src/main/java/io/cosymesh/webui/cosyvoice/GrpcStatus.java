package io.cosymesh.webui.cosyvoice;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.springframework.http.ProblemDetail;

import io.cosymesh.mesh.problem.ProblemException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a call ended.
 *
 * @param code its code
 * @param message what to tell a person, empty when all is well
 */
record GrpcStatus(GrpcCode code, String message) {

	static final GrpcStatus OK = new GrpcStatus(GrpcCode.OK, "");

	private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {
	};

	static GrpcStatus of(Throwable error) {
		ProblemException problem = ProblemException.explaining(error);
		ProblemDetail body = problem.getBody();
		Map<String, Object> properties = Objects.requireNonNullElse(body.getProperties(), Map.of());
		Map<String, Object> members = new HashMap<>(properties);
		members.put("type", String.valueOf(body.getType()));
		return new GrpcStatus(GrpcCode.of(problem.getStatusCode().value(), members),
				Objects.requireNonNullElse(body.getDetail(), ""));
	}

	/**
	 * Reads an answer that isn't speech.
	 * @param status its HTTP status
	 * @param body its body, a problem in JSON as a rule
	 */
	static GrpcStatus of(int status, String body) {
		try {
			Map<String, Object> members = JsonMapper.shared().readValue(body, MEMBERS);
			return new GrpcStatus(GrpcCode.of(status, members), String.valueOf(members.getOrDefault("detail", "")));
		}
		catch (JacksonException _) {
			return new GrpcStatus(GrpcCode.of(status, Map.of()), "");
		}
	}

	/**
	 * Returns the message as the wire has it: percent-encoded UTF-8.
	 */
	String encodedMessage() {
		StringBuilder encoded = new StringBuilder();
		for (byte octet : this.message.getBytes(StandardCharsets.UTF_8)) {
			if (octet >= ' ' && octet <= '~' && octet != '%') {
				encoded.append((char) octet);
			}
			else {
				encoded.append("%%%02X".formatted(octet & 0xFF));
			}
		}
		return encoded.toString();
	}

}
