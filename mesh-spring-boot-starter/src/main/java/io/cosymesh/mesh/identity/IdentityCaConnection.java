package io.cosymesh.mesh.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.issuance.AttestationDocument;
import io.cosymesh.identity.issuance.Bootstrap;
import io.cosymesh.identity.issuance.CaAddress;
import io.cosymesh.identity.issuance.IdentityCaClient;
import io.cosymesh.identity.issuance.JoinTokenDocument;
import io.cosymesh.identity.issuance.TokenFileDocument;
import io.cosymesh.identity.issuance.WorkloadKeyDocument;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Makes the issuer out of the properties: which CA, trusted by what, convinced by what.
 */
record IdentityCaConnection(IdentityProperties properties, WorkloadName self, InstantSource clock) {

	IdentityCaClient open(SvidSource source) {
		IdentityProperties.Ca ca = required("cosymesh.identity.ca", this.properties.ca(),
				"Set cosymesh.identity.ca.url and cosymesh.identity.ca.attestation-url to the identity CA's addresses");
		Path trustBundle = required("cosymesh.identity.trust-bundle", this.properties.trustBundle(),
				"Point it to the trust bundle file that the identity CA writes");
		CaAddress address = address(ca);
		Bootstrap bootstrap = new Bootstrap(new TrustBundleFile(this.self.trustDomain(), trustBundle),
				document(address.identity()));
		IdentityCaClient client = new IdentityCaClient(address, source, bootstrap, this.clock);
		Duration wish = this.properties.svidTtl();
		if (wish == null) {
			return client;
		}
		if (wish.toSeconds() < 1) {
			throw new MeshConfigurationException("cosymesh.identity.svid-ttl", "'%s' is no lifetime".formatted(wish),
					"Set it to what SVIDs are to last, such as 1h, or leave it to the CA");
		}
		return client.wishing(wish);
	}

	private CaAddress address(IdentityProperties.Ca ca) {
		try {
			return new CaAddress(ca.url(), ca.attestationUrl(),
					WorkloadName.parseShort(ca.identity(), this.self).spiffeId());
		}
		catch (IllegalArgumentException ex) {
			throw new MeshConfigurationException("cosymesh.identity.ca", String.valueOf(ex.getMessage()),
					"Use https:// addresses and the CA's service account or SPIFFE ID");
		}
	}

	private AttestationDocument document(SpiffeId audience) {
		IdentityProperties.Attestation proofs = this.properties.attestation();
		List<AttestationDocument> documents = new ArrayList<>();
		Optional.ofNullable(proofs.workloadKey())
			.ifPresent((key) -> documents.add(new WorkloadKeyDocument(key, this.self, audience, this.clock)));
		Optional.ofNullable(proofs.joinToken()).ifPresent((token) -> documents.add(new JoinTokenDocument(token)));
		Optional.ofNullable(proofs.token()).ifPresent((token) -> documents.add(new TokenFileDocument(token)));
		if (documents.size() != 1) {
			throw new MeshConfigurationException("cosymesh.identity.attestation",
					documents.isEmpty() ? "nothing proves who this application is"
							: "there are several proofs of identity",
					"Set exactly one of workload-key, join-token and token below cosymesh.identity.attestation");
		}
		return documents.getFirst();
	}

	private static <T> T required(String property, @Nullable T value, String action) {
		if (value == null) {
			throw new MeshConfigurationException(property, "is not set", action);
		}
		return value;
	}

}
