package io.cosymesh.ca.attestation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;

import io.spiffe.spiffeid.TrustDomain;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.refusal.LogText;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;

/**
 * The public keys of a directory, {@code <namespace>/<service-account>.pem}, read anew
 * every time so that registering and withdrawing take effect at once.
 */
final class RegistrationFiles {

	private static final Logger logger = LoggerFactory.getLogger(RegistrationFiles.class);

	private static final int LARGEST_FILE = 8192;

	private static final int MOST_PARSED = 2000;

	private static final String SUFFIX = ".pem";

	private final Path directory;

	private final Cache<String, List<RegisteredKey>> parsed = Caffeine.newBuilder().maximumSize(MOST_PARSED).build();

	RegistrationFiles(Path directory) {
		this.directory = directory;
	}

	/**
	 * Finds the keys of a workload.
	 * @param workload the name, whose parts are DNS labels and thus safe in a path
	 * @return the keys, none if there is no file
	 * @throws RefusedException if the file holds anything but usable keys
	 */
	List<RegisteredKey> find(WorkloadName workload) {
		Path file = this.directory.resolve(workload.namespace()).resolve(workload.serviceAccount() + SUFFIX);
		try {
			return parse(read(file));
		}
		catch (NoSuchFileException | NotDirectoryException ex) {
			return List.of();
		}
		catch (IOException | GeneralSecurityException | IllegalArgumentException ex) {
			logger.warn("event=registration-unusable file={} cause={}", file, ex.getClass().getSimpleName());
			throw RefusedException.of(Refusal.REGISTRATION_UNUSABLE, "The key registered for it cannot be used.");
		}
	}

	/**
	 * Lists who has a file.
	 * @param trustDomain the trust domain of all of them
	 * @return the names, in alphabetical order
	 */
	List<WorkloadName> workloads(TrustDomain trustDomain) {
		return children(this.directory).filter(Files::isDirectory)
			.flatMap((namespace) -> children(namespace).filter((file) -> file.toString().endsWith(SUFFIX))
				.flatMap((file) -> name(trustDomain, namespace, file)))
			.toList();
	}

	// The file is read every time; what it says is worked out once.
	private List<RegisteredKey> parse(String pem) throws IOException, GeneralSecurityException {
		List<RegisteredKey> known = this.parsed.getIfPresent(pem);
		if (known == null) {
			known = RegisteredKey.parseAll(pem);
			this.parsed.put(pem, known);
		}
		return known;
	}

	private static Stream<WorkloadName> name(TrustDomain trustDomain, Path namespace, Path file) {
		String serviceAccount = file.getFileName().toString().replaceFirst("\\.pem$", "");
		try {
			return Stream.of(new WorkloadName(trustDomain, namespace.getFileName().toString(), serviceAccount));
		}
		catch (IllegalArgumentException ex) {
			logger.warn("event=registration-ignored cause=name file={}", LogText.safe(file.toString()));
			return Stream.empty();
		}
	}

	private static Stream<Path> children(Path directory) {
		try (Stream<Path> children = Files.list(directory)) {
			return children.sorted().toList().stream();
		}
		catch (NoSuchFileException | NotDirectoryException ex) {
			return Stream.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) throws IOException {
		try (InputStream content = Files.newInputStream(file)) {
			byte[] bytes = content.readNBytes(LARGEST_FILE + 1);
			if (bytes.length > LARGEST_FILE) {
				throw new IOException("Larger than any public key");
			}
			return new String(bytes, StandardCharsets.US_ASCII);
		}
	}

}
