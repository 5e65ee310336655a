package io.cosymesh.ca.issuance;

import java.util.Set;

import io.spiffe.spiffeid.SpiffeId;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;

import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * Checks the names and extensions that a CSR asks for against the one name that was
 * proved: equal or absent.
 */
record RequestedNames(SpiffeId id) {

	private static final Set<ASN1ObjectIdentifier> EXTENSIONS = Set.of(Extension.subjectAlternativeName,
			Extension.basicConstraints, Extension.keyUsage, Extension.extendedKeyUsage);

	private static final Set<KeyPurposeId> PURPOSES = Set.of(KeyPurposeId.id_kp_serverAuth,
			KeyPurposeId.id_kp_clientAuth);

	private static final int USAGES = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;

	void check(PKCS10CertificationRequest csr) {
		try {
			checkSubject(csr.getSubject());
			Attribute[] attributes = csr.getAttributes();
			if (attributes.length > 1) {
				throw notAllowed("The CSR has more than one attribute.");
			}
			for (Attribute attribute : attributes) {
				checkExtensions(extensionsOf(attribute));
			}
		}
		// Bouncy Castle's getInstance methods answer wrong ASN.1 types with these.
		catch (IllegalArgumentException | IllegalStateException | ClassCastException
				| ArrayIndexOutOfBoundsException ex) {
			throw SigningRequest.malformed("The attributes of the CSR cannot be read.");
		}
	}

	private void checkSubject(X500Name subject) {
		RDN[] parts = subject.getRDNs();
		boolean sameName = parts.length == 1 && !parts[0].isMultiValued()
				&& parts[0].getFirst().getType().equals(BCStyle.CN)
				&& parts[0].getFirst().getValue() instanceof ASN1String name && isMine(name.getString());
		if (parts.length > 0 && !sameName) {
			throw mismatch("The subject of the CSR is not the attested name.");
		}
	}

	private static Extensions extensionsOf(Attribute attribute) {
		if (!attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)
				|| attribute.getAttrValues().size() != 1) {
			throw notAllowed("The CSR has an attribute that is no request for extensions.");
		}
		return Extensions.getInstance(attribute.getAttrValues().getObjectAt(0));
	}

	private void checkExtensions(Extensions extensions) {
		for (ASN1ObjectIdentifier type : extensions.getExtensionOIDs()) {
			if (!EXTENSIONS.contains(type)) {
				throw notAllowed("The CSR asks for an extension that no SVID has.");
			}
		}
		BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
		if (constraints != null && constraints.isCA()) {
			throw RefusedException.of(Refusal.CSR_CA_REQUESTED, "The CSR asks to be a CA.");
		}
		GeneralNames names = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
		if (names != null) {
			checkNames(names.getNames());
		}
		checkUsages(KeyUsage.fromExtensions(extensions));
		checkPurposes(ExtendedKeyUsage.fromExtensions(extensions));
	}

	private void checkNames(GeneralName[] names) {
		if (names.length != 1 || names[0].getTagNo() != GeneralName.uniformResourceIdentifier) {
			throw RefusedException.of(Refusal.CSR_EXTRA_NAMES, "The CSR has other alternative names than one URI.");
		}
		if (!(names[0].getName() instanceof ASN1String uri) || !isMine(uri.getString())) {
			throw mismatch("The alternative name of the CSR is not the attested name.");
		}
	}

	private static void checkUsages(@Nullable KeyUsage usage) {
		if (usage == null) {
			return;
		}
		ASN1BitString bits = ASN1BitString.getInstance(usage.toASN1Primitive());
		if ((bits.intValue() & ~USAGES) != 0) {
			throw notAllowed("The CSR asks for a key usage that no SVID has.");
		}
	}

	private static void checkPurposes(@Nullable ExtendedKeyUsage usage) {
		if (usage == null) {
			return;
		}
		for (KeyPurposeId purpose : usage.getUsages()) {
			if (!PURPOSES.contains(purpose)) {
				throw notAllowed("The CSR asks for an extended key usage that no SVID has.");
			}
		}
	}

	private boolean isMine(String name) {
		return name.equals(this.id.toString());
	}

	private static RefusedException mismatch(String detail) {
		return RefusedException.of(Refusal.CSR_ID_MISMATCH, detail);
	}

	private static RefusedException notAllowed(String detail) {
		return RefusedException.of(Refusal.CSR_EXTENSION_NOT_ALLOWED, detail);
	}

}
