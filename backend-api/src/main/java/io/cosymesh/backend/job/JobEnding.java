package io.cosymesh.backend.job;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.cosymesh.backend.job.SentenceTable.Sentence;
import io.cosymesh.backend.storage.AudioKey;
import io.cosymesh.backend.storage.AudioStore;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.backend.storage.StoredAudio;
import io.cosymesh.backend.voice.KeptVoice;
import io.cosymesh.mesh.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ends jobs and clears up after them. All methods block. What a crash keeps from being
 * cleared is found later by the sweeper.
 */
final class JobEnding {

	private final JobLedger ledger;

	private final AudioStore store;

	private final Prompts prompts;

	private final JsonMapper json;

	JobEnding(JobLedger ledger, AudioStore store, Prompts prompts, JsonMapper json) {
		this.ledger = ledger;
		this.store = store;
		this.prompts = prompts;
		this.json = json;
	}

	/**
	 * Ends a job.
	 * @return whether it wasn't over before
	 */
	boolean end(UUID id, JobState state, @Nullable ProblemException problem) {
		return this.ledger.end(id, state, (problem != null) ? this.json.writeValueAsString(problem.getBody()) : null)
			.map((job) -> {
				KeptVoice voice = job.script().voice();
				if (voice != null) {
					this.prompts.deleteIfUnused(voice.prompt());
				}
				deleteUnnoted(id);
				return true;
			})
			.orElse(false);
	}

	/** Deletes the samples of a job that no sentence is made of, and counts them. */
	int deleteUnnoted(UUID id) {
		Set<AudioKey> noted = this.ledger.sentences(id, 0).stream().map(Sentence::audio).collect(Collectors.toSet());
		List<AudioKey> unnoted = this.store.list(Job.folder(id))
			.stream()
			.map(StoredAudio::key)
			.filter((key) -> !noted.contains(key))
			.toList();
		unnoted.forEach(this.store::delete);
		return unnoted.size();
	}

}
