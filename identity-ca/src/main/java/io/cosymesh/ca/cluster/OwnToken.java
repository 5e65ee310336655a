package io.cosymesh.ca.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;

/**
 * Shows the CA's own token, which Kubernetes replaces in its file every hour. The
 * client's own way would repeat a call that was refused, past the gate.
 *
 * @param file where the token is
 */
record OwnToken(Path file) implements Interceptor {

	@Override
	public void before(BasicBuilder call, HttpRequest request, RequestTags tags) {
		try {
			call.setHeader("Authorization", "Bearer " + Files.readString(this.file).strip());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read the CA's own token", ex);
		}
	}

}
