package io.cosymesh.inference.cosyvoice;

import io.cosymesh.inference.engine.RefusedOrderException;

import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;

/**
 * How a kind of runtime is asked for speech.
 */
interface Dialect {

	/**
	 * Refuses what the runtime would silently leave out.
	 */
	void check(Utterance utterance) throws RefusedOrderException;

	/**
	 * Puts the request together.
	 * @param client knows the address
	 * @param utterance what to say
	 * @param seed seed of this attempt
	 * @return the request, not sent yet
	 */
	RequestHeadersSpec<?> request(WebClient client, Utterance utterance, long seed);

}
