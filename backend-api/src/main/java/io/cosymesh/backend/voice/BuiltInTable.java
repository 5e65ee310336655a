package io.cosymesh.backend.voice;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.backend.storage.AudioKey;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.contracts.audio.PromptReport;
import io.cosymesh.contracts.audio.VoiceFeatures;

import tools.jackson.databind.json.JsonMapper;

/**
 * What was made of the clips of built-in voices, in the database. All methods block.
 */
final class BuiltInTable {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final InstantSource clock;

	BuiltInTable(JdbcClient jdbc, JsonMapper json, InstantSource clock) {
		this.jdbc = jdbc;
		this.json = json;
		this.clock = clock;
	}

	Optional<Preparation> find(String clip) {
		return this.jdbc.sql("select * from built_in_voice where clip = :clip")
			.param("clip", clip)
			.query((row, _) -> new Preparation(row.getString("clip"), Prompts.key(row.getString("prompt")),
					this.json.readValue(row.getString("quality"), PromptReport.class),
					this.json.readValue(row.getString("features"), VoiceFeatures.class)))
			.optional();
	}

	/** Returns how good the prompts are that were made so far, by clip. */
	Map<String, PromptReport> qualities() {
		return this.jdbc.sql("select clip, quality from built_in_voice")
			.query((row, _) -> Map.entry(row.getString("clip"),
					this.json.readValue(row.getString("quality"), PromptReport.class)))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	List<String> clips() {
		return this.jdbc.sql("select clip from built_in_voice").query(String.class).list();
	}

	void insert(Preparation preparation) {
		this.jdbc.sql("""
				insert into built_in_voice (clip, prompt, quality, features, prepared_at)
				values (:clip, :prompt, :quality, :features, :preparedAt)""")
			.param("clip", preparation.clip())
			.param("prompt", preparation.prompt().sha256())
			.param("quality", this.json.writeValueAsString(preparation.quality()))
			.param("features", this.json.writeValueAsString(preparation.features()))
			.param("preparedAt", this.clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
			.update();
	}

	void delete(String clip) {
		this.jdbc.sql("delete from built_in_voice where clip = :clip").param("clip", clip).update();
	}

	/**
	 * What was made of a clip.
	 *
	 * @param clip SHA-256 of the clip
	 * @param prompt where the prompt is kept
	 * @param quality how good it is
	 * @param features what was measured of the speaker
	 */
	record Preparation(String clip, AudioKey prompt, PromptReport quality, VoiceFeatures features) {

	}

}
