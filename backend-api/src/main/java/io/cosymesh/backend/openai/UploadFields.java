package io.cosymesh.backend.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.util.unit.DataSize;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FormFields;
import io.cosymesh.backend.form.RecordingParts;

/**
 * The text fields around a recording, all of them required. Never prints them.
 */
final class UploadFields implements FormFields {

	private static final DataSize MAX_RECORDING = DataSize.ofMegabytes(10);

	private final String recording;

	private final List<String> names;

	private final Map<String, String> values = new HashMap<>();

	UploadFields(String recording, String... names) {
		this.recording = recording;
		this.names = List.of(names);
	}

	/**
	 * Returns which recording goes with them: what OpenAI takes, or what says nothing of
	 * its type.
	 */
	RecordingParts parts() {
		return RecordingParts.of(this.recording, MAX_RECORDING)
			.ofTypes("audio/mpeg", "audio/wav", "audio/x-wav", "audio/ogg", "audio/aac", "audio/flac", "audio/webm",
					"audio/mp4", "application/octet-stream");
	}

	String get(String name) {
		String value = this.values.get(name);
		if (value == null) {
			throw FieldProblems.missing(name);
		}
		return value;
	}

	@Override
	public void accept(String field, String value) {
		if (!this.names.contains(field)) {
			List<String> known = new ArrayList<>(this.names);
			known.add(this.recording);
			throw FieldProblems.unknown(field, known);
		}
		if (!value.isBlank()) {
			this.values.put(field, value);
		}
	}

	@Override
	public void requireAll() {
		this.names.forEach(this::get);
	}

}
