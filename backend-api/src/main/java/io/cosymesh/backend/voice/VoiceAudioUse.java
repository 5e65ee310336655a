package io.cosymesh.backend.voice;

import java.util.HashSet;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.backend.storage.AudioKey;
import io.cosymesh.backend.storage.PromptUse;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.backend.storage.StorageUse;

/**
 * Which recordings any voice needs, whoever it belongs to: prompts, people agreeing, and
 * what was made of the clips of built-in voices.
 */
final class VoiceAudioUse implements PromptUse, StorageUse {

	private static final String ALL = """
			select prompt as audio from voice
			union select consent_recording from voice where consent_recording is not null
			union select prompt from built_in_voice""";

	private final JdbcClient jdbc;

	VoiceAudioUse(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public boolean uses(AudioKey prompt) {
		return this.jdbc.sql("""
				select (select count(*) from voice where prompt = :audio or consent_recording = :audio)
				  + (select count(*) from built_in_voice where prompt = :audio)""")
			.param("audio", prompt.sha256())
			.query(Long.class)
			.single() > 0;
	}

	@Override
	public Set<AudioKey> prompts() {
		return new HashSet<>(this.jdbc.sql(ALL).query((row, _) -> Prompts.key(row.getString("audio"))).list());
	}

	@Override
	public Amount of(String tenant) {
		return this.jdbc.sql("""
				select (select count(*) from voice where tenant = :tenant) as voices,
				  (select coalesce(sum(bytes), 0) from stored_prompt where sha256 in (
				    select prompt from voice where tenant = :tenant
				    union select consent_recording from voice where tenant = :tenant
				      and consent_recording is not null)) as bytes""")
			.param("tenant", tenant)
			.query((row, _) -> new Amount(row.getLong("bytes"), row.getLong("voices")))
			.single();
	}

}
