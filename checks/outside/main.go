// Verifies a copy of a served log with nothing of Konbit's: Go's own packages for signed notes and transparency logs, as
// its checksum database uses them. Says "accepted" and the size, or what is wrong, and then exits with 1.
//
//	outside <folder> <file with the verifier key>
//
// From Debian: apt install golang-go golang-golang-x-mod-dev
// GO111MODULE=off GOPATH=/usr/share/gocode go build -o outside main.go
package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8
const width = 1 << height

// C2SP leaves out the height that Go's own paths begin with.
func pathOf(t tlog.Tile) string {
	return strings.Replace(t.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
}

type folder struct{ root string }

func (f folder) read(path string) ([]byte, error) {
	return os.ReadFile(filepath.Join(f.root, filepath.FromSlash(path)))
}
func (f folder) Height() int { return height }
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, len(tiles))
	for i, tile := range tiles {
		bytes, err := f.read(pathOf(tile))
		if err != nil {
			return nil, err
		}
		if len(bytes) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s has another length", pathOf(tile))
		}
		all[i] = bytes
	}
	return all, nil
}
func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func verifierIn(path string) (note.Verifier, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	key := strings.TrimSuffix(string(text), "\n")
	if key+"\n" != string(text) {
		return nil, errors.New("the key is not one line")
	}
	verifier, err := note.NewVerifier(key)
	if err == nil && !strings.HasPrefix(key, fmt.Sprintf("%s+%08x+", verifier.Name(), verifier.KeyHash())) {
		return nil, errors.New("the key is not written plainly") // the package takes capitals too
	}
	return verifier, err
}

// The note's package takes any base64 that decodes; of those that mean the same, we take only the plain one.
func isPlain(message []byte, opened *note.Note) bool {
	text := opened.Text + "\n"
	for _, list := range [][]note.Signature{opened.Sigs, opened.UnverifiedSigs} {
		for _, sig := range list {
			bytes, err := base64.StdEncoding.Strict().DecodeString(sig.Base64)
			if err != nil {
				return false
			}
			text += "— " + sig.Name + " " + base64.StdEncoding.EncodeToString(bytes) + "\n"
		}
	}
	return text == string(message)
}

func treeOf(f folder, verifier note.Verifier) (tlog.Tree, error) {
	none := tlog.Tree{}
	message, err := f.read("checkpoint")
	if err != nil {
		return none, err
	}
	opened, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		return none, err
	}
	if !isPlain(message, opened) {
		return none, errors.New("the checkpoint is not written plainly")
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return none, errors.New("the checkpoint is not one of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return none, errors.New("the size is no number")
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// Every hash of every tile of the tree, each proved by the tiles above it up to the signed root.
func checkTiles(f folder, tree tlog.Tree) error {
	reader := tlog.TileHashReader(tree, f)
	for level, count := 0, tree.N; count > 0; level, count = level+1, count/width {
		for n := int64(0); n*width < count; n++ {
			wide := count - n*width
			if wide > width {
				wide = width
			}
			tile := tlog.Tile{H: height, L: level, N: n, W: int(wide)}
			indexes := make([]int64, wide)
			for i := range indexes {
				indexes[i] = tlog.StoredHashIndex(level*height, n*width+int64(i))
			}
			hashes, err := reader.ReadHashes(indexes)
			if err != nil {
				return err
			}
			if err := checkTile(f, tile, hashes); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkTile(f folder, tile tlog.Tile, hashes []tlog.Hash) error {
	bytes, err := f.ReadTiles([]tlog.Tile{tile})
	if err != nil {
		return err
	}
	for i, hash := range hashes {
		if string(bytes[0][i*tlog.HashSize:(i+1)*tlog.HashSize]) != string(hash[:]) {
			return fmt.Errorf("%s: hash %d is another", pathOf(tile), i)
		}
	}
	if tile.L == 0 {
		return checkEntries(f, tile, hashes)
	}
	return nil
}

func checkEntries(f folder, tile tlog.Tile, hashes []tlog.Hash) error {
	path := strings.Replace(pathOf(tile), "tile/0/", "tile/entries/", 1)
	bytes, err := f.read(path)
	if err != nil {
		return err
	}
	for i, hash := range hashes {
		if len(bytes) < 2 || len(bytes) < 2+int(bytes[0])<<8+int(bytes[1]) {
			return fmt.Errorf("%s ends early", path)
		}
		end := 2 + int(bytes[0])<<8 + int(bytes[1])
		if tlog.RecordHash(bytes[2:end]) != hash {
			return fmt.Errorf("%s: entry %d is another", path, i)
		}
		bytes = bytes[end:]
	}
	if len(bytes) > 0 {
		return fmt.Errorf("%s goes on", path)
	}
	return nil
}

func verify(root, key string) (tlog.Tree, error) {
	f := folder{root}
	verifier, err := verifierIn(key)
	if err != nil {
		return tlog.Tree{}, err
	}
	tree, err := treeOf(f, verifier)
	if err != nil {
		return tree, err
	}
	if tree.N == 0 {
		return tree, nil
	}
	return tree, checkTiles(f, tree)
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "outside <folder> <file with the verifier key>")
		os.Exit(2)
	}
	tree, err := verify(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Println("rejected:", err)
		os.Exit(1)
	}
	fmt.Println("accepted", tree.N, tree.Hash)
}
