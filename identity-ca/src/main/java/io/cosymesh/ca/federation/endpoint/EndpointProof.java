package io.cosymesh.ca.federation.endpoint;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * How the listener proves itself.
 */
sealed interface EndpointProof {

	/**
	 * By a certificate for its host.
	 *
	 * @param certificate PEM file with the chain
	 * @param privateKey PEM file with the key
	 */
	record HostCertificate(Path certificate, Path privateKey) implements EndpointProof {
	}

	/**
	 * By the SVID of this CA.
	 */
	record OwnSvid() implements EndpointProof {
	}

	/**
	 * Reads the settings.
	 * @param settings the settings
	 * @return what they say
	 * @throws MeshConfigurationException if they don't say it, or contradict themselves
	 */
	static EndpointProof of(EndpointSettings settings) {
		return switch ((settings.profile() != null) ? settings.profile() : "") {
			case "https_web" -> new HostCertificate(required("certificate", settings.certificate()),
					required("private-key", settings.privateKey()));
			case "https_spiffe" -> {
				refused("certificate", settings.certificate());
				refused("private-key", settings.privateKey());
				yield new OwnSvid();
			}
			default -> throw wrong("profile", "it is neither 'https_web' nor 'https_spiffe'",
					"Say 'https_web' to show a certificate for the host, 'https_spiffe' to show this CA's SVID");
		};
	}

	private static Path required(String name, @Nullable Path file) {
		if (file == null) {
			throw wrong(name, "profile 'https_web' needs it", "Name a PEM file");
		}
		return file;
	}

	private static void refused(String name, @Nullable Path file) {
		if (file != null) {
			throw wrong(name, "profile 'https_spiffe' shows this CA's SVID", "Drop it, or say profile 'https_web'");
		}
	}

	private static MeshConfigurationException wrong(String name, String problem, String action) {
		return new MeshConfigurationException("cosymesh.ca.federation.endpoint." + name, problem, action);
	}

}
