package io.cosymesh.backend.voice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.RowMapper;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.storage.AudioKey;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.contracts.audio.PromptReport;
import io.cosymesh.contracts.audio.VoiceFeatures;

import tools.jackson.databind.json.JsonMapper;

/**
 * Reads voices from rows.
 */
final class VoiceRows implements RowMapper<Voice> {

	private final JsonMapper json;

	VoiceRows(JsonMapper json) {
		this.json = json;
	}

	@Override
	public Voice mapRow(ResultSet row, int index) throws SQLException {
		VoiceDraft draft = new VoiceDraft(row.getString("name"), row.getString("transcript"), row.getString("language"),
				List.of(this.json.readValue(row.getString("labels"), String[].class)), row.getBoolean("shared"));
		Consent consent = new Consent(row.getString("consent_by"), time(row, "consent_at"),
				row.getString("consent_text"), row.getString("consent_address"),
				key(row.getString("consent_recording")));
		return new Voice(row.getObject("id", UUID.class), new Caller(row.getString("tenant"), row.getString("owner")),
				draft, consent, time(row, "created_at"), Prompts.key(row.getString("prompt")),
				this.json.readValue(row.getString("quality"), PromptReport.class),
				this.json.readValue(row.getString("features"), VoiceFeatures.class));
	}

	static Instant time(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	private static @Nullable AudioKey key(@Nullable String sha256) {
		return (sha256 != null) ? Prompts.key(sha256) : null;
	}

}
