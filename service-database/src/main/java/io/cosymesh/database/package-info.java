/**
 * What services that keep a database have in common: how it is opened and asked, what
 * becomes of callers when it is away, and how it is copied. What is kept in it must not
 * enter.
 */
@NullMarked
package io.cosymesh.database;

import org.jspecify.annotations.NullMarked;
