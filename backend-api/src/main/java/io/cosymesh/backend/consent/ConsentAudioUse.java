package io.cosymesh.backend.consent;

import java.util.HashSet;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.backend.storage.AudioKey;
import io.cosymesh.backend.storage.PromptUse;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.backend.storage.StorageUse;

/**
 * Which recordings consents need. What a voice needs as well counts once, there.
 */
final class ConsentAudioUse implements PromptUse, StorageUse {

	private final JdbcClient jdbc;

	ConsentAudioUse(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public boolean uses(AudioKey prompt) {
		return this.jdbc.sql("select count(*) from voice_consent where recording = :audio")
			.param("audio", prompt.sha256())
			.query(Long.class)
			.single() > 0;
	}

	@Override
	public Set<AudioKey> prompts() {
		return new HashSet<>(this.jdbc.sql("select distinct recording from voice_consent")
			.query((row, _) -> Prompts.key(row.getString("recording")))
			.list());
	}

	@Override
	public Amount of(String tenant) {
		return this.jdbc.sql("""
				select coalesce(sum(bytes), 0) as bytes from stored_prompt where sha256 in (
				    select recording from voice_consent where tenant = :tenant)
				  and sha256 not in (
				    select prompt from voice where tenant = :tenant
				    union select consent_recording from voice where tenant = :tenant
				      and consent_recording is not null)""")
			.param("tenant", tenant)
			.query((row, _) -> new Amount(row.getLong("bytes"), 0))
			.single();
	}

}
