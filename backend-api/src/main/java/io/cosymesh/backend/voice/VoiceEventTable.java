package io.cosymesh.backend.voice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.caller.Origin;
import io.cosymesh.backend.voice.VoiceEvent.Action;

/**
 * What became of voices, in the database. Entries are never changed and outlive the
 * voices. All methods block.
 */
final class VoiceEventTable {

	private final JdbcClient jdbc;

	VoiceEventTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Notes what its owner did with a voice. */
	void insert(Instant at, Origin origin, Deed deed) {
		Voice voice = deed.voice();
		Consent consent = voice.consent();
		this.jdbc.sql("""
				insert into voice_event (at, action, actor, address, tenant, owner, voice, name, shared, changed,
				  consent_by, consent_at, consent_text, consent_address, consent_recorded)
				values (:at, :action, :actor, :address, :tenant, :owner, :voice, :name, :shared, :changed,
				  :consentBy, :consentAt, :consentText, :consentAddress, :consentRecorded)""")
			.param("at", at.atOffset(ZoneOffset.UTC))
			.param("action", deed.action().word())
			.param("actor", origin.caller().name())
			.param("address", origin.address())
			.params(VoiceTable.of(voice.owner()))
			.param("voice", voice.id())
			.param("name", voice.draft().name())
			.param("shared", voice.draft().shared())
			.param("changed", String.join(" ", deed.changed()))
			.param("consentBy", consent.grantedBy())
			.param("consentAt", consent.grantedAt().atOffset(ZoneOffset.UTC))
			.param("consentText", consent.text())
			.param("consentAddress", consent.address())
			.param("consentRecorded", consent.recording() != null)
			.update();
	}

	/** Finds what became of a voice that is or was the caller's own, newest first. */
	List<VoiceEvent> of(Caller caller, UUID voice, int limit, long before) {
		return this.jdbc.sql("""
				select * from voice_event where voice = :voice and tenant = :tenant and owner = :owner and id < :before
				order by id desc limit :limit""")
			.param("voice", voice)
			.params(VoiceTable.of(caller))
			.param("before", before)
			.param("limit", limit)
			.query(VoiceEventTable::event)
			.list();
	}

	private static VoiceEvent event(ResultSet row, int index) throws SQLException {
		ConsentDescription consent = new ConsentDescription(row.getString("consent_by"),
				VoiceRows.time(row, "consent_at"), row.getString("consent_text"), row.getString("consent_address"),
				row.getBoolean("consent_recorded"));
		return new VoiceEvent(row.getLong("id"), VoiceRows.time(row, "at"), row.getString("action"),
				row.getString("actor"), row.getString("address"), row.getObject("voice", UUID.class),
				row.getString("name"), row.getBoolean("shared"), words(row.getString("changed")), consent);
	}

	private static List<String> words(@Nullable String changed) {
		return (changed == null || changed.isEmpty()) ? List.of() : List.of(changed.split(" "));
	}

	/**
	 * What an owner did.
	 *
	 * @param action what
	 * @param voice the voice as it was afterwards, or at last
	 * @param changed what of it changed, by name
	 */
	record Deed(Action action, Voice voice, List<String> changed) {

	}

}
