package io.cosymesh.cli.workloadapi;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.issuance.AttestationDocument;
import io.cosymesh.identity.issuance.Bootstrap;
import io.cosymesh.identity.issuance.CaAddress;
import io.cosymesh.identity.issuance.JoinTokenDocument;
import io.cosymesh.identity.issuance.TokenFileDocument;
import io.cosymesh.identity.issuance.WorkloadKeyDocument;
import org.jspecify.annotations.Nullable;

/**
 * What the options say about the workload and its CA, checked.
 *
 * @param self the workload
 * @param ca where the CA is and who it must be
 * @param bootstrap what the workload starts from
 */
record Attestation(WorkloadName self, CaAddress ca, Bootstrap bootstrap) {

	private static final int RENEWAL_PORT = 9440;

	private static final int ATTESTATION_PORT = 9441;

	static Attestation of(WorkloadApiCommand options, InstantSource clock) {
		try {
			WorkloadName self = new WorkloadName(TrustDomain.parse(options.trustDomain), options.namespace,
					options.serviceAccount);
			int offset = options.workspace.settings().portOffset();
			SpiffeId issuer = WorkloadName.parseShort(options.ca.identity, self).spiffeId();
			CaAddress ca = new CaAddress(url(options.ca.url, RENEWAL_PORT + offset),
					url(options.ca.attestationUrl, ATTESTATION_PORT + offset), issuer);
			Path bundle = options.ca.trustBundle().orElseGet(() -> options.workspace.state().trustBundle());
			return new Attestation(self, ca, new Bootstrap(new TrustBundleFile(self.trustDomain(), bundle),
					document(options, self, issuer, clock)));
		}
		catch (IllegalArgumentException ex) {
			throw CommandFailure.usage(String.valueOf(ex.getMessage()));
		}
	}

	private static AttestationDocument document(WorkloadApiCommand options, WorkloadName self, SpiffeId audience,
			InstantSource clock) {
		WorkloadApiCommand.Proof proof = options.proof;
		if (proof != null && proof.joinToken != null) {
			return new JoinTokenDocument(proof.joinToken);
		}
		if (proof != null && proof.token != null) {
			return new TokenFileDocument(proof.token);
		}
		Path key = (proof != null && proof.workloadKey != null) ? proof.workloadKey : registeredKey(options);
		return new WorkloadKeyDocument(key, self, audience, clock);
	}

	private static Path registeredKey(WorkloadApiCommand options) {
		Path key = options.workspace.state().key(options.serviceAccount);
		if (Files.notExists(key)) {
			throw CommandFailure.usage("%s has no key: %s does not exist. %s".formatted(options.serviceAccount, key,
					registration(options.serviceAccount)));
		}
		return key;
	}

	/**
	 * Says how a workload becomes known to the CA.
	 */
	static String registration(String serviceAccount) {
		return "Register it with: ./cosymesh workload-key register " + serviceAccount;
	}

	private static URI url(@Nullable String text, int defaultPort) {
		return URI.create((text != null) ? text : "https://localhost:" + defaultPort);
	}

}
