/**
 * People who sign in with a password. How long they stay signed in must not enter.
 */
@NullMarked
package io.cosymesh.webui.access.people;

import org.jspecify.annotations.NullMarked;
