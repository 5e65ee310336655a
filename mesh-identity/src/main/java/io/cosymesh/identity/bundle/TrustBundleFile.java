package io.cosymesh.identity.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.spiffe.spiffeid.TrustDomain;

/**
 * A trust bundle mounted as a file by whoever deploys the workload: the one thing a
 * workload trusts before it has an identity.
 *
 * @param trustDomain the trust domain the file speaks for
 * @param path the file, which may appear late and change
 */
public record TrustBundleFile(TrustDomain trustDomain, Path path) {

	private static final int MAX_BYTES = 1 << 20;

	/**
	 * Reads the file as it is now.
	 * @return the bundle
	 * @throws IOException when it can't be read or is larger than any bundle
	 * @throws MalformedBundleException when it isn't a SPIFFE bundle
	 */
	public TrustBundle read() throws IOException {
		try (InputStream in = Files.newInputStream(this.path)) {
			byte[] content = in.readNBytes(MAX_BYTES + 1);
			if (content.length > MAX_BYTES) {
				throw new IOException("Trust bundle is larger than %d bytes".formatted(MAX_BYTES));
			}
			return SpiffeBundleFormat.parse(this.trustDomain, new String(content, StandardCharsets.UTF_8));
		}
	}

}
