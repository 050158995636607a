/**
 * OpenCue's XML job specification ("cjsl"). Start at {@link JobSpecXml}, which turns the text of
 * one into a {@link io.farmgate.domain.spec.Submission}.
 */
@NullMarked
package io.farmgate.adapter.http.rpc.spec;

import org.jspecify.annotations.NullMarked;
