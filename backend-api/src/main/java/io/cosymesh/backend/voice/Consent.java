package io.cosymesh.backend.voice;

import java.time.Instant;

/**
 * Who vouched, and when, that the person heard agrees to be imitated.
 *
 * @param grantedBy the user, or the calling service when it names none
 * @param grantedAt when
 */
record Consent(String grantedBy, Instant grantedAt) {

}
