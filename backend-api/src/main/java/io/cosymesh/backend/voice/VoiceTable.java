package io.cosymesh.backend.voice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.backend.form.PageMark;
import io.cosymesh.backend.storage.AudioKey;
import io.cosymesh.backend.storage.PromptUse;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.contracts.audio.PromptReport;
import io.cosymesh.contracts.audio.VoiceFeatures;

import tools.jackson.databind.json.JsonMapper;

/**
 * The voices in the database. All methods block.
 */
final class VoiceTable implements PromptUse {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	VoiceTable(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	void insert(Voice voice) {
		this.jdbc.sql("""
				insert into voice (id, name, transcript, language, labels, consent_by, consent_at, created_at, prompt,
				  quality, features)
				values (:id, :name, :transcript, :language, :labels, :consentBy, :consentAt, :createdAt, :prompt,
				  :quality, :features)""")
			.param("id", voice.id())
			.param("name", voice.draft().name())
			.param("transcript", voice.draft().transcript())
			.param("language", voice.draft().language())
			.param("labels", this.json.writeValueAsString(voice.draft().labels()))
			.param("consentBy", voice.consent().grantedBy())
			.param("consentAt", voice.consent().grantedAt().atOffset(ZoneOffset.UTC))
			.param("createdAt", voice.createdAt().atOffset(ZoneOffset.UTC))
			.param("prompt", voice.prompt().sha256())
			.param("quality", this.json.writeValueAsString(voice.quality()))
			.param("features", this.json.writeValueAsString(voice.features()))
			.update();
	}

	Optional<Voice> find(UUID id) {
		return this.jdbc.sql("select * from voice where id = :id").param("id", id).query(this::voice).optional();
	}

	/** Finds voices, newest first. */
	List<Voice> find(VoiceSearch search) {
		StringBuilder sql = new StringBuilder("select * from voice where 1 = 1");
		Map<String, Object> values = new HashMap<>();
		values.put("limit", search.limit());
		PageMark after = search.after();
		if (after != null) {
			sql.append(" and (created_at < :createdAt or (created_at = :createdAt and id < :id))");
			values.put("createdAt", after.createdAt().atOffset(ZoneOffset.UTC));
			values.put("id", after.id());
		}
		String pattern = search.pattern();
		if (pattern != null) {
			sql.append("""
					and (lower(name) like :words escape '!' or lower(transcript) like :words escape '!'
					 or lower(labels) like :words escape '!')""");
			values.put("words", pattern);
		}
		String language = search.language();
		if (language != null) {
			sql.append(" and (lower(language) = lower(:language) or lower(language) like :languages)");
			values.put("language", language);
			values.put("languages", Objects.requireNonNull(search.languagePattern()));
		}
		sql.append(" order by created_at desc, id desc limit :limit");
		return this.jdbc.sql(sql.toString()).params(values).query(this::voice).list();
	}

	void update(UUID id, VoiceDraft draft) {
		this.jdbc.sql("""
				update voice set name = :name, transcript = :transcript, language = :language, labels = :labels
				where id = :id""")
			.param("id", id)
			.param("name", draft.name())
			.param("transcript", draft.transcript())
			.param("language", draft.language())
			.param("labels", this.json.writeValueAsString(draft.labels()))
			.update();
	}

	boolean delete(UUID id) {
		return this.jdbc.sql("delete from voice where id = :id").param("id", id).update() > 0;
	}

	@Override
	public boolean uses(AudioKey prompt) {
		return this.jdbc.sql("select count(*) from voice where prompt = :prompt")
			.param("prompt", prompt.sha256())
			.query(Long.class)
			.single() > 0;
	}

	@Override
	public Set<AudioKey> prompts() {
		return new HashSet<>(this.jdbc.sql("select distinct prompt from voice")
			.query((row, _) -> Prompts.key(row.getString("prompt")))
			.list());
	}

	private Voice voice(ResultSet row, int index) throws SQLException {
		VoiceDraft draft = new VoiceDraft(row.getString("name"), row.getString("transcript"), row.getString("language"),
				List.of(this.json.readValue(row.getString("labels"), String[].class)));
		Consent consent = new Consent(row.getString("consent_by"),
				row.getObject("consent_at", OffsetDateTime.class).toInstant());
		return new Voice(row.getObject("id", UUID.class), draft, consent,
				row.getObject("created_at", OffsetDateTime.class).toInstant(), Prompts.key(row.getString("prompt")),
				this.json.readValue(row.getString("quality"), PromptReport.class),
				this.json.readValue(row.getString("features"), VoiceFeatures.class));
	}

}
