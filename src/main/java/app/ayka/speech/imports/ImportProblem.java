package app.ayka.speech.imports;

/** Why a line of a file cannot be taken, in words. Lines count from 1; 0 stands for the file as a whole. */
public record ImportProblem(int line, String message) {}
