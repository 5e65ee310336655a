package io.cosymesh.backend.job;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.speech.SpeechJson;
import io.cosymesh.backend.storage.Sha256;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.mesh.problem.ProblemException;
import tools.jackson.databind.JsonNode;

/**
 * A request for one job, or for a batch of them in {@code items}. Never prints it.
 *
 * @param items what each job is to say
 * @param isBatch whether they came as a batch
 * @param fingerprint SHA-256 of the request
 */
record JobRequest(List<Item> items, boolean isBatch, String fingerprint) {

	private static final String ITEMS = "items";

	JobRequest {
		items = List.copyOf(items);
	}

	static JobRequest of(JsonNode body, int largestBatch) {
		if (!body.isObject()) {
			throw ProblemException.invalidField("body", "malformed-request",
					"Send a JSON object: a speech, or items with speeches");
		}
		if (!body.has(ITEMS)) {
			return new JobRequest(List.of(new Item("", body, speech("", body))), false, fingerprint(body));
		}
		return new JobRequest(items(body, largestBatch), true, fingerprint(body));
	}

	private static List<Item> items(JsonNode body, int largestBatch) {
		for (Map.Entry<String, JsonNode> member : body.properties()) {
			if (!member.getKey().equals(ITEMS)) {
				throw FieldProblems.unknown(member.getKey(), List.of(ITEMS));
			}
		}
		JsonNode nodes = body.path(ITEMS);
		if (!nodes.isArray() || nodes.isEmpty() || nodes.size() > largestBatch) {
			throw FieldProblems.invalid(ITEMS, "an array of 1 to %d speeches".formatted(largestBatch));
		}
		List<Item> items = new ArrayList<>();
		for (int i = 0; i < nodes.size(); i++) {
			String prefix = "%s[%d].".formatted(ITEMS, i);
			items.add(new Item(prefix, nodes.get(i), speech(prefix, nodes.get(i))));
		}
		return items;
	}

	private static SpeechJson speech(String prefix, JsonNode body) {
		try {
			SpeechJson speech = SpeechJson.of(body, SynthesisRequest.MAX_LONG_TEXT_LENGTH);
			speech.voice();
			return speech;
		}
		catch (ProblemException problem) {
			throw within(prefix, problem);
		}
	}

	/** Says which item of a batch a problem is about. */
	static ProblemException within(String prefix, ProblemException problem) {
		Map<String, Object> properties = problem.getBody().getProperties();
		Object field = (properties != null) ? properties.get("field") : null;
		return (field != null) ? problem.withField(prefix + field) : problem;
	}

	private static String fingerprint(JsonNode body) {
		return Sha256.hex(body.toString().getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public String toString() {
		return "JobRequest[%d items]".formatted(this.items.size());
	}

	/**
	 * What one job is to say.
	 *
	 * @param prefix what to put before the names of its fields
	 * @param body as it was sent
	 * @param speech as it is meant
	 */
	record Item(String prefix, JsonNode body, SpeechJson speech) {

		@Override
		public String toString() {
			return "Item[%s]".formatted(this.prefix);
		}

	}

}
