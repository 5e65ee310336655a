package io.cosymesh.backend.storage;

import java.util.HashSet;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The length of each prompt in the database, where quotas are counted. All methods block.
 */
final class PromptSizes {

	private final JdbcClient jdbc;

	PromptSizes(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Notes a length, while nobody else changes which prompts there are. */
	void note(AudioKey prompt, long bytes) {
		if (write("update stored_prompt set bytes = :bytes where sha256 = :sha256", prompt, bytes) == 0) {
			write("insert into stored_prompt (sha256, bytes) values (:sha256, :bytes)", prompt, bytes);
		}
	}

	private int write(String sql, AudioKey prompt, long bytes) {
		return this.jdbc.sql(sql).param("sha256", prompt.sha256()).param("bytes", bytes).update();
	}

	/**
	 * Returns the prompts whose length is known: before there were quotas, none was
	 * noted.
	 */
	Set<AudioKey> known() {
		return new HashSet<>(this.jdbc.sql("select sha256 from stored_prompt")
			.query((row, _) -> Prompts.key(row.getString(1)))
			.list());
	}

	void forget(AudioKey prompt) {
		this.jdbc.sql("delete from stored_prompt where sha256 = :sha256").param("sha256", prompt.sha256()).update();
	}

}
