package io.cosymesh.backend.speech;

import java.util.List;

import io.cosymesh.contracts.inference.EngineCapabilities;
import io.cosymesh.contracts.inference.EngineListing;
import io.cosymesh.contracts.inference.EngineStatus;

/**
 * The engines as callers see them. Why one is out of order is the operator's business and
 * stays inside.
 *
 * @param engines engines in order of preference
 */
record EngineOffers(List<EngineOffer> engines) {

	static EngineOffers of(EngineListing listing) {
		return new EngineOffers(listing.engines().stream().map(EngineOffer::of).toList());
	}

	/**
	 * One engine.
	 *
	 * @param name what to send as {@code engine}
	 * @param version version of what speaks
	 * @param summary one honest sentence
	 * @param preference 1 for the engine that speaks for who names none
	 * @param state whether it takes orders
	 * @param sampleRate samples per second of what it makes
	 * @param languages BCP 47 tags of the languages it speaks
	 * @param capabilities what it can be asked for
	 * @param load how busy it is
	 */
	record EngineOffer(String name, String version, String summary, int preference, EngineStatus.State state,
			int sampleRate, List<String> languages, EngineCapabilities capabilities, EngineStatus.Load load) {

		private static EngineOffer of(EngineStatus status) {
			return new EngineOffer(status.name(), status.version(), status.summary(), status.preference(),
					status.state(), status.sampleRate(), status.languages(), status.capabilities(), status.load());
		}

	}

}
