package io.cosymesh.mesh.connection;

import reactor.netty.http.logging.HttpMessageArgProvider;
import reactor.netty.http.logging.HttpMessageLogFactory;

/**
 * What logs say of a request that could not be read: why, in one line, and not a letter
 * of the request itself.
 */
final class MalformedRequests implements HttpMessageLogFactory {

	@Override
	public String trace(HttpMessageArgProvider message) {
		return describe(message);
	}

	@Override
	public String debug(HttpMessageArgProvider message) {
		return describe(message);
	}

	@Override
	public String info(HttpMessageArgProvider message) {
		return describe(message);
	}

	@Override
	public String warn(HttpMessageArgProvider message) {
		return describe(message);
	}

	@Override
	public String error(HttpMessageArgProvider message) {
		return describe(message);
	}

	private static String describe(HttpMessageArgProvider message) {
		Throwable failure = message.decoderResult().cause();
		return "event=malformed-request part=%s reason=%s".formatted(message.httpMessageType(),
				(failure != null) ? failure.getClass().getSimpleName() : "-");
	}

}
