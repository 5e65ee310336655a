package io.cosymesh.cli.stack;

import java.nio.file.Path;

/**
 * The front door as this command reaches it.
 *
 * @param url its base URL, without a trailing slash
 * @param apiKey what it knows the operator by
 * @param certificates PEM of what verifies it: its authority, or its own certificate
 */
public record GatewayAccess(String url, String apiKey, Path certificates) {

	@Override
	public String toString() {
		return "GatewayAccess[url=%s, apiKey=******, certificates=%s]".formatted(this.url, this.certificates);
	}

}
