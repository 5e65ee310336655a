package io.cosymesh.backend.voice;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.storage.AudioKey;

import tools.jackson.databind.json.JsonMapper;

/**
 * The voices in the database. No statement is without the caller, so that none can reach
 * what isn't theirs. All methods block.
 */
final class VoiceTable {

	private static final String OWN = "tenant = :tenant and owner = :owner";

	private static final String VISIBLE = "tenant = :tenant and (owner = :owner or shared)";

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final VoiceRows rows;

	VoiceTable(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
		this.rows = new VoiceRows(json);
	}

	void insert(Voice voice) {
		Consent consent = voice.consent();
		this.jdbc
			.sql("""
					insert into voice (id, tenant, owner, shared, name, transcript, language, labels, consent_by, consent_at,
					  consent_text, consent_address, consent_recording, created_at, prompt, quality, features)
					values (:id, :tenant, :owner, :shared, :name, :transcript, :language, :labels, :consentBy, :consentAt,
					  :consentText, :consentAddress, :consentRecording, :createdAt, :prompt, :quality, :features)""")
			.param("id", voice.id())
			.params(of(voice.owner()))
			.params(of(voice.draft()))
			.param("consentBy", consent.grantedBy())
			.param("consentAt", consent.grantedAt().atOffset(ZoneOffset.UTC))
			.param("consentText", consent.text())
			.param("consentAddress", consent.address())
			.param("consentRecording", sha256(consent.recording()))
			.param("createdAt", voice.createdAt().atOffset(ZoneOffset.UTC))
			.param("prompt", voice.prompt().sha256())
			.param("quality", this.json.writeValueAsString(voice.quality()))
			.param("features", this.json.writeValueAsString(voice.features()))
			.update();
	}

	/** Finds a voice of the caller's own, or one that is shared with them. */
	Optional<Voice> find(Caller caller, UUID id) {
		return this.jdbc.sql("select * from voice where id = :id and " + VISIBLE)
			.param("id", id)
			.params(of(caller))
			.query(this.rows)
			.optional();
	}

	/** Finds the caller's own voices of a name: nobody else's can pass for one. */
	List<Voice> named(Caller caller, String name) {
		return this.jdbc.sql("select * from voice where name = :name and " + OWN)
			.param("name", name)
			.params(of(caller))
			.query(this.rows)
			.list();
	}

	/** Finds the caller's own voices and those shared with them, newest first. */
	List<Voice> find(Caller caller, VoiceSearch search) {
		Map<String, @Nullable Object> values = of(caller);
		StringBuilder sql = new StringBuilder("select * from voice where ").append(VISIBLE);
		values.put("limit", search.limit());
		if (search.after() instanceof VoiceMark.Kept after) {
			sql.append(" and (created_at < :createdAt or (created_at = :createdAt and id < :id))");
			values.put("createdAt", after.createdAt().atOffset(ZoneOffset.UTC));
			values.put("id", after.id());
		}
		if (search.shared() != null) {
			sql.append(" and shared = :shared");
			values.put("shared", search.shared());
		}
		String pattern = search.pattern();
		if (pattern != null) {
			sql.append(" and (lower(name) like :words escape '!' or lower(transcript) like :words escape '!'"
					+ " or lower(labels) like :words escape '!')");
			values.put("words", pattern);
		}
		String language = search.language();
		if (language != null) {
			sql.append(" and (lower(language) = lower(:language) or lower(language) like :languages)");
			values.put("language", language);
			values.put("languages", Objects.requireNonNull(search.languagePattern()));
		}
		sql.append(" order by created_at desc, id desc limit :limit");
		return this.jdbc.sql(sql.toString()).params(values).query(this.rows).list();
	}

	/** Changes a voice of the caller's own. */
	void update(Caller caller, UUID id, VoiceDraft draft) {
		this.jdbc.sql("""
				update voice set name = :name, transcript = :transcript, language = :language, labels = :labels,
				  shared = :shared
				where id = :id and\s""" + OWN).param("id", id).params(of(caller)).params(of(draft)).update();
	}

	/** Deletes a voice of the caller's own. */
	boolean delete(Caller caller, UUID id) {
		return this.jdbc.sql("delete from voice where id = :id and " + OWN)
			.param("id", id)
			.params(of(caller))
			.update() > 0;
	}

	static Map<String, @Nullable Object> of(Caller caller) {
		Map<String, @Nullable Object> values = new HashMap<>();
		values.put("tenant", caller.tenant());
		values.put("owner", caller.name());
		return values;
	}

	private Map<String, @Nullable Object> of(VoiceDraft draft) {
		Map<String, @Nullable Object> values = new HashMap<>();
		values.put("name", draft.name());
		values.put("transcript", draft.transcript());
		values.put("language", draft.language());
		values.put("labels", this.json.writeValueAsString(draft.labels()));
		values.put("shared", draft.shared());
		return values;
	}

	private static @Nullable String sha256(@Nullable AudioKey key) {
		return (key != null) ? key.sha256() : null;
	}

}
