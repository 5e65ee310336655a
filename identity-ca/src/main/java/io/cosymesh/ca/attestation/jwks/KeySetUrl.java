package io.cosymesh.ca.attestation.jwks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.attestation.jwks.tls.PinnedHttps;

/**
 * A key set that a server publishes over HTTPS, such as the API server at
 * {@code /openid/v1/jwks}.
 *
 * @param url where
 * @param caFile certificates that verify the server, or {@code null} for the platform's
 * @param tokenFile a bearer token to show, or {@code null} for none
 * @param timeout how long reading may take
 */
record KeySetUrl(URI url, @Nullable Path caFile, @Nullable Path tokenFile, Duration timeout) implements KeySetSource {

	@Override
	public String read() throws IOException {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.url)
			.timeout(this.timeout)
			.header("Accept", "application/jwk-set+json, application/json");
		if (this.tokenFile != null) {
			request.header("Authorization", "Bearer " + Files.readString(this.tokenFile).strip());
		}
		try (HttpClient client = PinnedHttps.client(this.caFile, this.timeout)) {
			HttpResponse<byte[]> answer = client.send(request.build(),
					BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
			if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
				throw new IOException("Status " + answer.statusCode());
			}
			return new String(answer.body(), StandardCharsets.UTF_8);
		}
		catch (GeneralSecurityException ex) {
			throw new IOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
	}

}
