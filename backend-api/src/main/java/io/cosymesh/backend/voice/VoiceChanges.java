package io.cosymesh.backend.voice;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.mesh.problem.ProblemException;

import tools.jackson.databind.JsonNode;

/**
 * What a caller wants to say of a voice from now on. What it leaves out stays, null takes
 * away. Never prints its words.
 */
final class VoiceChanges {

	private static final List<String> NAMES = List.of("name", "transcript", "language", Labels.FIELD,
			VoiceFields.SHARED);

	private final JsonNode body;

	private VoiceChanges(JsonNode body) {
		this.body = body;
	}

	static VoiceChanges of(JsonNode body) {
		if (!body.isObject() || body.isEmpty()) {
			throw ProblemException.invalidField("body", "malformed-request",
					"Send a JSON object with what is to change: " + String.join(", ", NAMES));
		}
		for (Map.Entry<String, JsonNode> member : body.properties()) {
			check(member.getKey(), member.getValue());
		}
		return new VoiceChanges(body);
	}

	VoiceDraft apply(VoiceDraft before) {
		String transcript = text("transcript", before.transcript());
		String language = text("language", before.language());
		return new VoiceDraft(
				this.body.has("name")
						? FieldValues.name("name", this.body.path("name").asString(""), VoiceDraft.MAX_NAME_LENGTH)
						: before.name(),
				(transcript != null) ? FieldValues.transcript("transcript", transcript) : null,
				(language != null) ? FieldValues.language("language", language) : null,
				this.body.has(Labels.FIELD) ? Labels.of(words(this.body.path(Labels.FIELD))) : before.labels(),
				this.body.path(VoiceFields.SHARED).asBoolean(before.shared()));
	}

	/** Returns what is to change, by name. */
	List<String> names() {
		return NAMES.stream().filter(this.body::has).toList();
	}

	private @Nullable String text(String name, @Nullable String before) {
		return this.body.has(name) ? this.body.path(name).asString("") : before;
	}

	private static List<String> words(JsonNode labels) {
		return labels.valueStream().map(JsonNode::asString).toList();
	}

	private static void check(String name, JsonNode value) {
		if (!NAMES.contains(name)) {
			throw FieldProblems.unknown(name, NAMES);
		}
		switch (name) {
			case Labels.FIELD -> {
				boolean words = value.isArray() && value.valueStream().allMatch(JsonNode::isString);
				require(words || value.isNull(), name, "an array of strings");
			}
			case VoiceFields.SHARED -> require(value.isBoolean(), name, "true or false");
			default -> require(value.isString() || value.isNull(), name, "a string");
		}
	}

	private static void require(boolean right, String name, String rule) {
		if (!right) {
			throw FieldProblems.invalid(name, rule);
		}
	}

	@Override
	public String toString() {
		return "VoiceChanges" + List.copyOf(this.body.propertyNames());
	}

}
