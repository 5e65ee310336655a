package io.cosymesh.mesh.traffic;

import io.netty.channel.Channel;
import io.spiffe.spiffeid.SpiffeId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Is told of every call to a peer. It is called on the event loop, so it must not block.
 */
@FunctionalInterface
public interface CallListener {

	/**
	 * Takes note of a call that begins.
	 * @param peer who is called
	 * @param request what is asked
	 * @return what is told the rest
	 */
	CallWatch begin(SpiffeId peer, ClientRequest request);

	/**
	 * Returns a listener that takes no note of anything.
	 */
	static CallListener none() {
		return (_, _) -> CallWatch.NONE;
	}

	/**
	 * Is told of one call.
	 */
	interface CallWatch {

		/** Takes no note of anything. */
		CallWatch NONE = new CallWatch() {
		};

		/**
		 * Takes note of the connection of an attempt.
		 * @param connection the connection, or a stream of it
		 */
		default void connected(Channel connection) {
		}

		/**
		 * Takes note that it is tried again.
		 */
		default void retried() {
		}

		/**
		 * Takes note of the answer, the last one if it took several attempts.
		 * @param status its status
		 */
		default void answered(HttpStatusCode status) {
		}

		/**
		 * Watches the body of the answer.
		 * @param body the body, as it arrives
		 * @return the body, watched
		 */
		default Flux<DataBuffer> body(Flux<DataBuffer> body) {
			return body;
		}

		/**
		 * Watches the call until its answer begins.
		 * @param call what sends it
		 * @return the call, watched
		 */
		default Mono<ClientResponse> watch(Mono<ClientResponse> call) {
			return call;
		}

	}

}
